package words

import (
	"reflect"
	"strings"
	"sync"
)

// said are the texts of a locale that stand in it as they are, by its Words.
var said sync.Map

// IsOwn reports whether a text, or each of its lines, stands in these words as it is:
// then nothing in it comes from anybody else, and a command that it names is meant
// to be touched. A text that something was put into is never own, whoever wrote that.
func (w *Words) IsOwn(text string) bool {
	all, ok := said.Load(w)
	if !ok {
		found := map[string]bool{}
		collect(reflect.ValueOf(w).Elem(), found)
		all, _ = said.LoadOrStore(w, found)
	}
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line != "" && !all.(map[string]bool)[line] {
			return false
		}
	}
	return text != ""
}

// collect adds every line of every text below v. Functions make texts of what they
// are given, and are passed over.
func collect(v reflect.Value, found map[string]bool) {
	switch v.Kind() {
	case reflect.String:
		for line := range strings.SplitSeq(v.String(), "\n") {
			found[strings.TrimSpace(line)] = true
		}
	case reflect.Struct:
		for i := range v.NumField() {
			collect(v.Field(i), found)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			collect(v.Index(i), found)
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			collect(v.MapIndex(k), found)
		}
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			collect(v.Elem(), found)
		}
	}
}
