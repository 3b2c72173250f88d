package discordtest

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// What the description omits, in characters or pieces.
const (
	longestContent = 2000
	longestEmbeds  = 6000
	mostRows       = 5
	mostInRow      = 5
)

// The types of components.
const (
	typeRow       = 1
	typeButton    = 2
	typeSelect    = 3
	typeTextInput = 4
	typeLabel     = 18
)

// checkMessage checks what a message would be against the limits that the
// description omits.
func checkMessage(path string, form object, files map[string]File, had []attachment) *mismatch {
	if utf8.RuneCountInString(stringOf(form["content"])) > longestContent {
		return wrong(join(path, "content"), tooLong, "has more than %d characters", longestContent)
	}
	if m := checkEmbeds(join(path, "embeds"), listOf(form["embeds"]), files, had); m != nil {
		return m
	}
	if m := checkRows(join(path, "components"), form); m != nil {
		return m
	}
	return checkAttachments(join(path, "attachments"), form, files, had)
}

func checkEmbeds(path string, embeds []any, files map[string]File, had []attachment) *mismatch {
	total := 0
	for i, v := range embeds {
		e, at := objectOf(v), join(path, strconv.Itoa(i))
		parts := []any{e["title"], e["description"], objectOf(e["footer"])["text"], objectOf(e["author"])["name"]}
		for _, f := range listOf(e["fields"]) {
			parts = append(parts, objectOf(f)["name"], objectOf(f)["value"])
		}
		n := 0
		for _, p := range parts {
			n += utf8.RuneCountInString(stringOf(p))
		}
		total += n
		image := stringOf(objectOf(e["image"])["url"])
		if n == 0 && image == "" && stringOf(objectOf(e["thumbnail"])["url"]) == "" {
			return wrong(at, required, "shows nothing")
		}
		if name, ok := strings.CutPrefix(image, "attachment://"); ok && !uploaded(name, files, had) {
			return wrong(at+".image.url", notChoice, "names a file that isn't there")
		}
	}
	if total > longestEmbeds {
		return wrong(path, "MAX_EMBED_SIZE_EXCEEDED", "have more than %d characters together", longestEmbeds)
	}
	return nil
}

func uploaded(name string, files map[string]File, had []attachment) bool {
	for _, f := range files {
		if f.Name == name {
			return true
		}
	}
	return slices.ContainsFunc(had, func(a attachment) bool { return a.Name == name })
}

// checkRows checks the rows of buttons and selects under a message.
func checkRows(path string, form object) *mismatch {
	rows := listOf(form["components"])
	if intOf(form["flags"])&flagComponentsV2 != 0 {
		if stringOf(form["content"]) != "" || len(listOf(form["embeds"])) > 0 {
			return wrong(path, "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", "can't stand beside content or embeds")
		}
		return nil
	}
	if len(rows) > mostRows {
		return wrong(path, badLength, "has more than %d rows", mostRows)
	}
	seen := map[string]bool{}
	for i, v := range rows {
		at, row := join(path, strconv.Itoa(i)), objectOf(v)
		if intOf(row["type"]) != typeRow {
			return wrong(at+".type", notChoice, "is no row")
		}
		in := listOf(row["components"])
		for j, v := range in {
			at, c := at+".components."+strconv.Itoa(j), objectOf(v)
			if intOf(c["type"]) != typeButton && len(in) > 1 {
				return wrong(at, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "needs a row for itself")
			}
			if m := checkComponent(at, c); m != nil {
				return m
			}
			id := stringOf(c["custom_id"])
			if id != "" && seen[id] {
				return wrong(at+".custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED", "is there twice")
			}
			seen[id] = true
		}
		if len(in) > mostInRow {
			return wrong(at+".components", badLength, "has more than %d", mostInRow)
		}
	}
	return nil
}

func checkComponent(path string, c object) *mismatch {
	id, url := stringOf(c["custom_id"]), stringOf(c["url"])
	if intOf(c["type"]) != typeButton {
		least, most := 1, 1
		if has(c, "min_values") {
			least = intOf(c["min_values"])
		}
		if has(c, "max_values") {
			most = intOf(c["max_values"])
		}
		options := listOf(c["options"])
		values := map[string]bool{}
		for _, o := range options {
			values[stringOf(objectOf(o)["value"])] = true
		}
		switch {
		case intOf(c["type"]) == typeSelect && len(options) == 0:
			return wrong(path+".options", required, "is missing")
		case len(values) < len(options):
			return wrong(path+".options", "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "has a value twice")
		case least > most, intOf(c["type"]) == typeSelect && most > len(options):
			return wrong(path+".max_values", outOfRange, "doesn't go with the options")
		}
		return nil
	}
	switch link := intOf(c["style"]) == 5; {
	case link && (url == "" || id != ""):
		return wrong(path+".url", required, "is what a link needs, and no custom_id")
	case !link && (id == "" || url != ""):
		return wrong(path+".custom_id", required, "is what a button needs, and no url")
	case stringOf(c["label"]) == "" && !has(c, "emoji"):
		return wrong(path+".label", required, "is missing, and so is an emoji")
	}
	return nil
}

// checkAttachments matches the list of attachments with the files and with what
// hung on the message before.
func checkAttachments(path string, form object, files map[string]File, had []attachment) *mismatch {
	listed := map[string]bool{}
	for i, v := range listOf(form["attachments"]) {
		id := stringOf(objectOf(v)["id"])
		if listed[id] {
			return wrong(join(path, strconv.Itoa(i))+".id", notChoice, "is there twice")
		}
		listed[id] = true
		_, now := files[id]
		if !now && !slices.ContainsFunc(had, func(a attachment) bool { return a.id.String() == id }) {
			return wrong(join(path, strconv.Itoa(i))+".id", notChoice, "belongs to no file")
		}
	}
	if has(form, "attachments") {
		for id := range files {
			if !listed[id] {
				return wrong(path, required, "doesn't list a file that is uploaded")
			}
		}
	}
	if len(files) > 10 {
		return wrong(path, badLength, "has more than 10 files")
	}
	return nil
}

// checkForm checks a form against the limits that the description omits.
func checkForm(data object) *mismatch {
	rows := listOf(data["components"])
	if len(rows) > mostRows {
		return wrong("data.components", badLength, "has more than %d rows", mostRows)
	}
	seen := map[string]bool{}
	for i, v := range rows {
		at := join("data.components", strconv.Itoa(i))
		input := formInput(v)
		row := objectOf(v)
		if intOf(row["type"]) == typeRow && (len(listOf(row["components"])) != 1 || stringOf(input["label"]) == "") {
			return wrong(at+".components.0.label", required, "is missing: a row of a form is one field with a label")
		}
		if intOf(row["type"]) == typeLabel && has(input, "label") {
			return wrong(at+".component.label", notChoice, "can't be inside a label")
		}
		id := stringOf(input["custom_id"])
		if id != "" && seen[id] {
			return wrong(at+".custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED", "is there twice")
		}
		seen[id] = true
		least, most := intOf(input["min_length"]), intOf(input["max_length"])
		if has(input, "max_length") && least > most {
			return wrong(at+".min_length", outOfRange, "is above max_length")
		}
		if n := utf8.RuneCountInString(stringOf(input["value"])); has(input, "max_length") && n > most {
			return wrong(at+".value", tooLong, "is longer than max_length")
		}
	}
	return nil
}

// formInput is the field in a row or under a label of a form.
func formInput(v any) object {
	o := objectOf(v)
	if intOf(o["type"]) == typeLabel {
		return objectOf(o["component"])
	}
	if in := listOf(o["components"]); len(in) > 0 {
		return objectOf(in[0])
	}
	return nil
}
