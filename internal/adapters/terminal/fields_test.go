package terminal

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"stillpoint/internal/chat"
)

func TestFields(t *testing.T) {
	offers := []chat.Offer{
		{Name: "timezone", Options: []chat.Option{{Name: "place", Kind: chat.OptionPlace}}},
		{Name: "write", Options: []chat.Option{{Name: "text"}}},
		{Name: "community", Sub: []chat.Offer{
			{Name: "setup", Options: []chat.Option{
				{Name: "zone", Kind: chat.OptionPlace}, {Name: "time"}, {Name: "channel", Kind: chat.OptionChannel},
			}},
			{Name: "digest", Options: []chat.Option{{Name: "numbers", Kind: chat.OptionChoice}}},
			{Name: "questions", Sub: []chat.Offer{{Name: "add", Options: []chat.Option{{Name: "question"}, {Name: "file", Kind: chat.OptionFile}}}}},
		}},
	}
	for typed, want := range map[string]chat.Command{
		"/community":                                    {Name: "community"},
		"/community setup":                              {Name: "community", Args: "setup"},
		"/community setup zone: Berlin":                 {Name: "community", Args: "setup", Options: map[string]string{"zone": "Berlin"}},
		"/community setup zone: New York  time: 9:00":   {Name: "community", Args: "setup", Options: map[string]string{"zone": "New York", "time": "9:00"}},
		"/community setup time:9:00 zone:Berlin":        {Name: "community", Args: "setup", Options: map[string]string{"zone": "Berlin", "time": "9:00"}},
		"/community setup 9:00 Berlin":                  {Name: "community", Args: "setup 9:00 Berlin"},
		"/community setup Berlin time: 9:00":            {Name: "community", Args: "setup Berlin time: 9:00"},
		"/community setup place: Berlin":                {Name: "community", Args: "setup place: Berlin"},
		"/community digest numbers: on":                 {Name: "community", Args: "digest", Options: map[string]string{"numbers": "on"}},
		"/community questions add question: Why: this?": {Name: "community", Args: "questions add", Options: map[string]string{"question": "Why: this?"}},
		"/timezone place: Berlin":                       {Name: "timezone", Args: "Berlin"},
		"/timezone Berlin":                              {Name: "timezone", Args: "Berlin"},
		"/write a text: of mine":                        {Name: "write", Args: "a text: of mine"},
		"/nothing zone: Berlin":                         {Name: "nothing", Args: "zone: Berlin"},
	} {
		i := parse(typed)
		got := chat.Command{Name: i.word, Args: i.rest}
		fillFields(&got, offers)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", typed, diff)
		}
	}
}
