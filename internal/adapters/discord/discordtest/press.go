package discordtest

import (
	"slices"
	"unicode/utf8"
)

// Press presses the button with that label, and returns the interaction's id:
// under a certain message, or, if message is empty, under the newest that has one.
func (p *Person) Press(message, label string) string {
	p.s.tb.Helper()
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	m, c := p.component(message, func(c object) bool {
		return intOf(c["type"]) == typeButton && c["label"] == label && !boolOf(c["disabled"])
	})
	if c == nil {
		p.s.tb.Fatalf("discordtest: %s sees no button %q that can be pressed", p.account.name, label)
	}
	if stringOf(c["custom_id"]) == "" {
		p.s.tb.Fatalf("discordtest: the button %q is a link", label)
	}
	return p.press(m, object{"custom_id": c["custom_id"], "component_type": typeButton, "id": c["id"]})
}

// Choose picks values of a select with that custom id, under a message as Press
// finds it.
func (p *Person) Choose(message, customID string, values ...string) string {
	p.s.tb.Helper()
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	m, c := p.component(message, func(c object) bool {
		return intOf(c["type"]) != typeButton && c["custom_id"] == customID && !boolOf(c["disabled"])
	})
	if c == nil {
		p.s.tb.Fatalf("discordtest: %s sees no select %q", p.account.name, customID)
	}
	if n := len(values); n < intOf(c["min_values"]) || n > intOf(c["max_values"]) {
		p.s.tb.Fatalf("discordtest: the select %q takes not %d values", customID, n)
	}
	resolved := object{}
	for _, value := range values {
		of := func(v any) bool { return objectOf(v)["value"] == value }
		if intOf(c["type"]) == typeSelect && !slices.ContainsFunc(listOf(c["options"]), of) {
			p.s.tb.Fatalf("discordtest: the select %q has no such value", customID)
		}
		p.s.resolve(p.place, resolved, parseID(value))
	}
	data := object{"custom_id": customID, "component_type": c["type"], "id": c["id"], "values": values}
	if len(resolved) > 0 {
		data["resolved"] = resolved
	}
	return p.press(m, data)
}

// Forge sends a press that no button offered, as a tampered client can.
func (p *Person) Forge(message, customID string) string {
	p.s.tb.Helper()
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	return p.press(p.message(message), object{"custom_id": customID, "component_type": typeButton, "id": 2})
}

func (p *Person) press(m *message, data object) string {
	return p.s.interact(kindComponent, p.account, p.place, m, data).id.String()
}

// component finds a component under a message that the person sees.
func (p *Person) component(id string, fits func(object) bool) (*message, object) {
	p.s.tb.Helper()
	for _, m := range slices.Backward(p.place.messages) {
		if m.deleted || m.only != nil && m.only != p.account || id != "" && m.id != parseID(id) {
			continue
		}
		for _, row := range m.components {
			for _, c := range listOf(objectOf(row)["components"]) {
				if fits(objectOf(c)) {
					return m, objectOf(c)
				}
			}
		}
	}
	return nil, nil
}

// Form is a window that asks for typed words.
type Form struct {
	Title, CustomID string
	Fields          []FormField
}

// FormField is one field of a form. Min and Max are in characters; Max is 0 for
// no limit of its own.
type FormField struct {
	Label, CustomID, Placeholder, Value string
	Long, Required                      bool
	Min, Max                            int
}

// Form returns the form that the person has before them, or nil.
func (p *Person) Form() *Form {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	i := p.open()
	if i == nil {
		return nil
	}
	f := &Form{Title: stringOf(i.form["title"]), CustomID: stringOf(i.form["custom_id"])}
	for _, v := range listOf(i.form["components"]) {
		input := formInput(v)
		if intOf(input["type"]) != typeTextInput {
			continue
		}
		label := stringOf(input["label"])
		if label == "" {
			label = stringOf(objectOf(v)["label"])
		}
		f.Fields = append(f.Fields, FormField{
			Label: label, CustomID: stringOf(input["custom_id"]), Placeholder: stringOf(input["placeholder"]),
			Value: stringOf(input["value"]), Long: intOf(input["style"]) == 2,
			Required: !has(input, "required") || boolOf(input["required"]),
			Min:      intOf(input["min_length"]), Max: intOf(input["max_length"]),
		})
	}
	return f
}

// open is the interaction whose form the person has before them here.
func (p *Person) open() *interaction {
	if n := len(p.account.forms); n > 0 && p.account.forms[n-1].place == p.place {
		return p.account.forms[n-1]
	}
	return nil
}

// Dismiss closes the form without a word to the bot.
func (p *Person) Dismiss() {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	p.account.forms = nil
}

// Submit fills in the form, by the fields' custom ids, sends it, and returns the
// interaction's id. Fields that aren't named keep their value.
func (p *Person) Submit(fields map[string]string) string {
	p.s.tb.Helper()
	form := p.Form()
	if form == nil {
		p.s.tb.Fatalf("discordtest: %s has no form before them", p.account.name)
	}
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	i := p.open()
	values, known := map[string]string{}, 0
	for _, f := range form.Fields {
		value, named := fields[f.CustomID]
		if !named {
			value = f.Value
		} else {
			known++
		}
		n := utf8.RuneCountInString(value)
		if f.Required && n == 0 || n > 0 && n < f.Min || f.Max > 0 && n > f.Max || n > 4000 {
			p.s.tb.Fatalf("discordtest: the field %q can't be submitted with %d characters", f.CustomID, n)
		}
		values[f.CustomID] = value
	}
	if known < len(fields) {
		p.s.tb.Fatalf("discordtest: the form %q has no such fields", form.CustomID)
	}
	data := object{"custom_id": form.CustomID, "components": filled(listOf(i.form["components"]), values)}
	p.account.forms = nil
	return p.s.interact(kindSubmit, p.account, p.place, i.source, data).id.String()
}

// filled is a form's layout with what was typed in it.
func filled(rows []any, values map[string]string) []any {
	all := []any{}
	for _, v := range rows {
		row, input := objectOf(v), formInput(v)
		if intOf(input["type"]) != typeTextInput {
			continue
		}
		id := stringOf(input["custom_id"])
		typed := object{"type": typeTextInput, "id": input["id"], "custom_id": id, "value": values[id]}
		if intOf(row["type"]) == typeLabel {
			all = append(all, object{"type": typeLabel, "id": row["id"], "component": typed})
		} else {
			all = append(all, object{"type": typeRow, "id": row["id"], "components": []any{typed}})
		}
	}
	return all
}
