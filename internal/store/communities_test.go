package store

import (
	"bytes"
	"errors"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// TestWhoLooksAfterChannelsIsBound: whoever changes in the file who may look after a
// server's channels, or where what waits is shown, or brings a row of another server's,
// has nobody look after them, and nothing shown; it is logged. Names and titles are
// sealed.
func TestWhoLooksAfterChannelsIsBound(t *testing.T) {
	for _, change := range []string{
		`UPDATE communities SET manager = '666'`,
		`UPDATE communities SET moderators = '666'`,
		`UPDATE communities SET seal = NULL`,
		`UPDATE communities SET seal = (SELECT seal FROM communities WHERE parent = 'other'), manager = '666', moderators = '91'`,
		`UPDATE communities SET stuck = 1`,
		`DELETE FROM communities WHERE parent = 'server';
			UPDATE communities SET parent = 'server'`,
	} {
		var logged bytes.Buffer
		s, err := Open(t.Context(), Options{Path: filepath.Join(t.TempDir(), "bot.db"), Log: slog.New(slog.NewTextHandler(&logged, nil))})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		chosen := reflection.Community{
			Platform: "discord", Parent: "server", Manager: "7", Moderators: chat.Chat{Platform: "discord", ID: "90"}, Title: "a-room-for-sachertorte",
		}
		other := chosen
		other.Parent, other.Manager, other.Moderators.ID = "other", "666", "91"
		act := reflection.Act{Platform: "discord", Parent: "server", Name: "Sacherine", What: "hour", Detail: "at-sacher-o-clock", On: today}
		update(t, s, func(tx reflection.Tx) error {
			for _, c := range []reflection.Community{chosen, other} {
				if err := tx.SetCommunity(c); err != nil {
					return err
				}
			}
			return tx.AddAct(&act)
		})
		view(t, s, func(tx reflection.Tx) error {
			got, err := tx.Community("discord", "server")
			same(t, "as it was chosen", got, chosen, err)
			return nil
		})
		for _, word := range []string{"sachertorte", "Sacherine", "sacher-o-clock"} {
			if bytes.Contains(files(t, s), []byte(word)) {
				t.Errorf("%q is in the files", word)
			}
		}
		update(t, engine{s}, func(rtx reflection.Tx) error {
			for _, one := range strings.Split(change, ";") {
				if _, err := rtx.(*tx).exec("tamper", one); err != nil {
					return err
				}
			}
			return nil
		})
		view(t, s, func(tx reflection.Tx) error {
			got, err := tx.Community("discord", "server")
			same(t, change, got, reflection.Community{Platform: "discord", Parent: "server"}, err)
			for _, id := range []string{"90", "91", "666"} {
				shown, err := tx.CommunitiesShownIn(chat.Chat{Platform: "discord", ID: id})
				for _, c := range shown {
					if c.Parent == "server" {
						t.Errorf("%s: shown in %s", change, id)
					}
				}
				if err != nil {
					return err
				}
			}
			return nil
		})
		if !strings.Contains(logged.String(), "changed by something else") {
			t.Errorf("%s: nothing is logged", change)
		}
	}
}

// TestWhatIsChosenMovesAlong: what was chosen for a group that becomes another is chosen
// there, nothing any more among it, without an alarm; what was chosen there already
// stays.
func TestWhatIsChosenMovesAlong(t *testing.T) {
	var logged bytes.Buffer
	s, err := Open(t.Context(), Options{Path: filepath.Join(t.TempDir(), "bot.db"), Log: slog.New(slog.NewTextHandler(&logged, nil))})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	chosen := func(parent, manager string) reflection.Community {
		return reflection.Community{Platform: "telegram", Parent: parent, Manager: manager}
	}
	moves := func(from, to string, want reflection.Community) {
		t.Helper()
		update(t, s, func(tx reflection.Tx) error { return tx.MoveChannels("telegram", from, to) })
		view(t, s, func(tx reflection.Tx) error {
			got, err := tx.Community("telegram", to)
			same(t, from+" to "+to, got, want, err)
			return nil
		})
	}
	update(t, s, func(tx reflection.Tx) error {
		return errors.Join(tx.SetCommunity(chosen("one", "7")), tx.SetCommunity(chosen("cleared", "7")), tx.SetCommunity(chosen("cleared", "")),
			tx.SetCommunity(chosen("old", "7")), tx.SetCommunity(chosen("new", "8")))
	})
	moves("one", "two", chosen("two", "7"))
	moves("two", "two", chosen("two", "7"))
	moves("cleared", "none", chosen("none", ""))
	moves("old", "new", chosen("new", "8"))
	moves("nothing", "two", chosen("two", "7"))
	if strings.Contains(logged.String(), "changed by something else") {
		t.Errorf("an alarm about what the bot did itself:\n%s", logged.String())
	}
}
