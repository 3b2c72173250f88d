package discordtest

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"sync"
)

//go:embed testdata/discord-v10.json
var extract []byte

// description is the part of the official description that an ordinary bot
// needs, as data.
type description struct {
	Version    string               `json:"version"`
	Operations map[string]operation `json:"operations"`
	Schemas    map[string]*schema   `json:"schemas"`
}

// operation is one method of one route. A missing Body means that there is
// none; Result describes a JSON answer.
type operation struct {
	Query     map[string]*schema `json:"query,omitempty"`
	Body      *schema            `json:"body,omitempty"`
	Multipart bool               `json:"multipart,omitempty"`
	Result    *schema            `json:"result,omitempty"`
}

// schema is the subset of JSON Schema that the description uses.
type schema struct {
	Ref           string             `json:"$ref,omitempty"`
	Type          any                `json:"type,omitempty"` // a name or a list of names
	Properties    map[string]*schema `json:"properties,omitempty"`
	Required      []string           `json:"required,omitempty"`
	Additional    *schema            `json:"additionalProperties,omitempty"`
	Items         *schema            `json:"items,omitempty"`
	OneOf         []*schema          `json:"oneOf,omitempty"`
	AnyOf         []*schema          `json:"anyOf,omitempty"`
	AllOf         []*schema          `json:"allOf,omitempty"`
	Enum          []any              `json:"enum,omitempty"`
	Const         any                `json:"const,omitempty"`
	MinLength     *int               `json:"minLength,omitempty"`
	MaxLength     *int               `json:"maxLength,omitempty"`
	MinItems      *int               `json:"minItems,omitempty"`
	MaxItems      *int               `json:"maxItems,omitempty"`
	UniqueItems   bool               `json:"uniqueItems,omitempty"`
	MaxProperties *int               `json:"maxProperties,omitempty"`
	Minimum       *float64           `json:"minimum,omitempty"`
	Maximum       *float64           `json:"maximum,omitempty"`
	Pattern       string             `json:"pattern,omitempty"`
	Format        string             `json:"format,omitempty"`
}

// readDescription returns the embedded extract.
var readDescription = sync.OnceValue(func() description {
	var d description
	if err := json.Unmarshal(extract, &d); err != nil {
		panic(fmt.Sprintf("testdata/discord-v10.json: %v", err))
	}
	return d
})
