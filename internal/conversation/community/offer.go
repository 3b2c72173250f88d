package community

import (
	"stillpoint/internal/chat"
	"stillpoint/internal/words"
)

// Offers are the commands for channels, as platforms register them.
func Offers(w *words.Words) []chat.Offer {
	o := offerer{w}
	return []chat.Offer{
		{
			Name: "community", About: o.command("community").About, Admins: true,
			Sub: []chat.Offer{
				o.offer("setup",
					chat.Option{Name: "zone", Kind: chat.OptionPlace},
					chat.Option{Name: "time"},
					chat.Option{Name: "days"},
					chat.Option{Name: "channel", Kind: chat.OptionChannel},
					chat.Option{Name: "role", Kind: chat.OptionRole},
					choice("thread", threadNames[:]...),
					chat.Option{Name: "title", Kind: chat.OptionWords}),
				o.offer("status"),
				o.offer("preview"),
				o.offer("pause", chat.Option{Name: "until", Kind: chat.OptionDate}),
				o.offer("resume"),
				o.offer("off"),
				o.offer("pack"),
				o.offer("thread", required(choice("mode", threadNames[:]...))),
				o.offer("role", chat.Option{Name: "role", Kind: chat.OptionRole}),
				o.offer("anonymous", required(choice("sharing", "on", "off"))),
				o.offer("approvals"),
				o.offer("digest", required(choice("numbers", "on", "off"))),
				o.offer("figures"),
				o.offer("daysoff", chat.Option{Name: "off", Kind: chat.OptionWords}),
				o.offer("announce", required(choice("posts", "on", "off"))),
				o.offer("pin", required(choice("pinned", "on", "off"))),
				o.offer("heading", chat.Option{Name: "heading", Kind: chat.OptionWords}),
				o.offer("tag"),
				{
					Name: "questions", About: o.command("community questions").About,
					Sub: []chat.Offer{
						o.below("questions", "add", chat.Option{Name: "question"}, chat.Option{Name: "file", Kind: chat.OptionFile}),
						o.below("questions", "list"),
						o.below("questions", "export"),
						o.below("questions", "edit", required(chat.Option{Name: "number"}), required(chat.Option{Name: "question"})),
						o.below("questions", "remove", required(chat.Option{Name: "number"})),
						o.below("questions", "next", required(chat.Option{Name: "number"})),
						o.below("questions", "date", required(chat.Option{Name: "number"}), required(chat.Option{Name: "date"})),
					},
				},
				o.offer("suggestions"),
				o.offer("reports"),
				o.offer("stopped"),
				o.offer("managers", chat.Option{Name: "role", Kind: chat.OptionRole}),
				o.offer("moderators", chat.Option{Name: "channel", Kind: chat.OptionChannel}),
				o.offer("log"),
			},
		},
		{
			Name: "suggest", About: o.command("suggest").About, Channels: true,
			Options: o.options("suggest", chat.Option{Name: "question"}),
		},
	}
}

// offerer describes commands in a vocabulary.
type offerer struct{ words *words.Words }

// command finds a command's description by its whole name.
func (o offerer) command(name string) words.Command {
	for _, c := range o.words.ChannelCommands {
		if c.Name == name {
			return c
		}
	}
	return words.Command{}
}

// offer is a command below /community.
func (o offerer) offer(name string, options ...chat.Option) chat.Offer {
	whole := "community " + name
	return chat.Offer{Name: name, About: o.command(whole).About, Admins: true, Options: o.options(whole, options...)}
}

// below is a command below one of those.
func (o offerer) below(group, name string, options ...chat.Option) chat.Offer {
	of := o.offer(group+" "+name, options...)
	of.Name = name
	return of
}

// options adds to a command's options what they are about, and their labels.
func (o offerer) options(whole string, options ...chat.Option) []chat.Option {
	for i := range options {
		for _, f := range o.command(whole).Fields {
			if f.Name != options[i].Name {
				continue
			}
			options[i].About = f.About
			for n := range min(len(f.Choices), len(options[i].Choices)) {
				options[i].Choices[n].Label = f.Choices[n]
			}
		}
	}
	return options
}

func choice(name string, values ...string) chat.Option {
	o := chat.Option{Name: name, Kind: chat.OptionChoice}
	for _, v := range values {
		o.Choices = append(o.Choices, chat.Choice{Value: v, Label: v})
	}
	return o
}

func required(o chat.Option) chat.Option {
	o.Required = true
	return o
}
