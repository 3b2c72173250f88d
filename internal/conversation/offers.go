package conversation

import (
	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/community"
	"stillpoint/internal/words"
)

// fieldKinds says which fields of personal commands a platform can help with; all
// others are words.
var fieldKinds = map[string]chat.OptionKind{
	"timezone place": chat.OptionPlace,
	"pause until":    chat.OptionDate,
	"questions file": chat.OptionFile,
	"import file":    chat.OptionFile,
}

// Offers are all commands there are, in a vocabulary, as platforms register
// them. Personal ones work in channels too, for their giver's eyes only.
func Offers(w *words.Words) []chat.Offer {
	var all []chat.Offer
	for _, c := range w.Commands {
		o := chat.Offer{Name: c.Name, About: c.About, Private: true, Channels: inChannels[c.Name]}
		for _, f := range c.Fields {
			o.Options = append(o.Options, chat.Option{
				Name: f.Name, About: f.About, Kind: fieldKinds[c.Name+" "+f.Name], Long: c.Name == "import",
			})
		}
		all = append(all, o)
	}
	return append(all, community.Offers(w)...)
}

// inChannels are the personal commands whose answer is for everyone in a group
// where a platform can't show something to one member alone.
var inChannels = map[string]bool{"help": true, "privacy": true}
