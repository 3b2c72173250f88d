package prompts

import (
	"cmp"
	"strings"
)

// Form is the shape of a prompt. Days feel different because forms alternate.
type Form uint8

// The forms a prompt can have. The zero value is no form.
const (
	Question Form = iota + 1 // a plain question
	Sentence                 // a sentence to finish
	List                     // a list of three
	Scene                    // a scene to recall
	Letter                   // a letter that is not sent
	Try                      // a small thing to try today
	Ahead                    // a look from ten years on
	Opposite                 // the opposite case
)

// formNames are the words used in pack files, in the order of the constants.
var formNames = [...]string{"", "question", "sentence", "list", "scene", "letter", "try", "ahead", "opposite"}

// Forms lists every form, in the order in which tables show them.
func Forms() []Form {
	return []Form{Question, Sentence, List, Scene, Letter, Try, Ahead, Opposite}
}

func (f Form) String() string {
	if int(f) < len(formNames) {
		return formNames[f]
	}
	return ""
}

// ParseForm reads a form as it is written in a pack file.
func ParseForm(text string) (Form, bool) {
	for _, f := range Forms() {
		if f.String() == text {
			return f, true
		}
	}
	return 0, false
}

// asks says whether a prompt of this form puts a question and so ends in a
// question mark. The others tell a person what to write or try; they may put one
// question too, but need none.
func (f Form) asks() bool {
	return f == Question || f == Scene || f == Ahead || f == Opposite
}

// Depth says how far in a prompt goes. It is ordered: Light < Medium < Deep.
type Depth uint8

// The depths a prompt can have. The zero value is no depth.
const (
	Light Depth = iota + 1
	Medium
	Deep
)

// depthNames are the words used in pack files, in the order of the constants.
var depthNames = [...]string{"", "light", "medium", "deep"}

// Depths lists every depth, from light to deep.
func Depths() []Depth { return []Depth{Light, Medium, Deep} }

func (d Depth) String() string {
	if int(d) < len(depthNames) {
		return depthNames[d]
	}
	return ""
}

// ParseDepth reads a depth as it is written in a pack file.
func ParseDepth(text string) (Depth, bool) {
	for _, d := range Depths() {
		if d.String() == text {
			return d, true
		}
	}
	return 0, false
}

// Beside is what About holds of a prompt that stands beside its pack's subject.
const Beside = "beside"

// Prompt is one question with a follow-up that goes one step further in. Its ID
// is unique within its pack and never changes, because what a person has been
// asked is remembered by it. Essay and Section are ids.
type Prompt struct {
	ID       string
	Essay    string
	Section  string
	Form     Form
	Depth    Depth
	Question string
	FollowUp string
	Tags     []string

	// About is the word of the pack's subject that the prompt is about, or Beside;
	// it is empty in a pack that names no subject.
	About string
	// NamesWork marks a prompt that speaks of work in so many words.
	NamesWork bool
	// Tender marks a prompt that can hurt; Wish says when one may come.
	Tender bool
	// FirstWeeks marks a prompt that is fit to be among a person's first fourteen.
	FirstWeeks bool
}

// OnSubject says whether the prompt is about its pack's subject.
func (p Prompt) OnSubject() bool { return p.About != "" && p.About != Beside }

// Essay holds the facts about a text that prompts are drawn from, never the text.
// Title is short enough to stand under a question; Whole is the whole title where
// that is longer. Published is a date or a year as text; Whole, Publication,
// Published and Link may be empty.
type Essay struct {
	ID          string
	Title       string
	Whole       string
	Author      string
	Publication string
	Published   string
	Link        string
	Sections    []Section
}

// Section is one part of an essay. Name is its heading, Theme what it is about in a
// plain noun or two, About one line of our own; Theme and About may be empty.
type Section struct {
	ID    string
	Name  string
	Theme string
	About string
}

// Label names the section to somebody who chooses among themes.
func (s Section) Label() string { return cmp.Or(s.Theme, s.Name) }

// Source names an essay the way it is credited below a question.
func (e Essay) Source() string { return credit(e.Title, e.Author) }

// Reference names an essay in full, the way it is credited once: the whole title
// and the author, then what is known of where and when it appeared, then the link.
func (e Essay) Reference() string {
	parts := []string{credit(cmp.Or(e.Whole, e.Title), e.Author)}
	for _, part := range []string{e.Publication, e.Published, e.Link} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ")
}

func credit(title, author string) string {
	text := "\u201c" + title + "\u201d"
	if author != "" {
		text += " by " + author
	}
	return text
}
