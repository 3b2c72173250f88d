package words

import (
	"testing"

	"pgregory.net/rapid"
)

func TestAlike(t *testing.T) {
	for _, c := range []struct{ a, b string }{
		{"Ada King", "Ada King"}, {"Ada King", "ADA KING"}, {"Ada King", "Аdа Кing"}, {"Ada King", "Ada  King."},
		{"Ada King", "Ada\u200bKing"}, {"Ada King", "AdaKing"}, {"Ada King", "Ａｄａ Ｋｉｎｇ"}, {"Ada King", "𝐀𝐝𝐚 𝐊𝐢𝐧𝐠"},
		{"Ada King", "Ada_King"}, {"Ada King", "Adá Kíng"}, {"Ian", "lan"}, {"Ian", "1an"}, {"Bob", "B0b"}, {"Tom", "Torn"},
		{"Will", "VViII"}, {"Anna", "Anna\u0301"}, {"Nora", "Νora"}, {"Hope", "Ηορe"}, {"Paul", "Рaul"},
		{"Weiß", "Weiss"}, {"moderator", "mοderаtor"}, {"Søren", "Soren"}, {"⭐", "⭐"},
	} {
		if !Alike(c.a, c.b) || !Alike(c.b, c.a) {
			t.Errorf("%q and %q are told apart: %q, %q", c.a, c.b, shape(c.a), shape(c.b))
		}
	}
	for _, c := range []struct{ a, b string }{
		{"Ada", "Adam"}, {"Ada", "Ida"}, {"Ian", "Jan"}, {"Bob", "Rob"}, {"Anna", "Hanna"}, {"Tom", "Tim"}, {"Maria", "Мария"},
		{"Ada", "Ada 🌿"}, {"Ada K", "Ada L"}, {"Ada 2", "Ada 3"}, {"Max", "Mex"}, {"Lee", "Leo"}, {"Nina", "Mina"},
		{"愛", "恋"}, {"محمد", "محمود"}, {"Иван", "Ивана"}, {"ada", ""}, {"⭐", "🌿"}, {"...", "---"}, {"Ada (1234)", "Ada (4321)"},
		{"Sara", "Sarah"}, {"Kim", "Tim"}, {"Ola", "Ole"}, {"Jon", "John"}, {"Юля", "Уля"},
	} {
		if Alike(c.a, c.b) {
			t.Errorf("%q and %q are taken for one: %q", c.a, c.b, shape(c.a))
		}
	}
}

// TestAlikeHoldsForAnything: whatever two names are, each is like itself, and to be
// alike goes both ways.
func TestAlikeHoldsForAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.String().Draw(t, "a"), rapid.String().Draw(t, "b")
		if !Alike(a, a) || Alike(a, b) != Alike(b, a) {
			t.Errorf("%q, %q", a, b)
		}
	})
}
