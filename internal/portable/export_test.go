package portable

import (
	"reflect"
	"slices"
	"strings"
)

// Fields are the names of all fields that a Document can have.
func Fields() []string {
	var names []string
	var walk func(t reflect.Type)
	walk = func(t reflect.Type) {
		switch t.Kind() {
		case reflect.Slice, reflect.Pointer:
			walk(t.Elem())
		case reflect.Struct:
			for i := range t.NumField() {
				name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
				if name == "" {
					continue
				}
				names = append(names, name)
				walk(t.Field(i).Type)
			}
		}
	}
	walk(reflect.TypeFor[Document]())
	slices.Sort(names)
	return slices.Compact(names)
}
