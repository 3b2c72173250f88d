package words

import (
	"regexp"
	"strings"
	"unicode"
)

// enHeavyStems are the beginnings of words that stand in what reads as grief or harm.
var enHeavyStems = strings.Fields(`
	abort abus addict afraid aggress alcoholi alzheimer ambulance amputat anniversary anorexi anxi ashamed assault asylum
	batter beaten behead bereav betray bipolar bleed bombed breakdown bulimi bulli bully burial buried bury
	cancer cemetery chemo cheated cremat cried crippl cruel cry crying custody
	dead deadly death debt decease dementia depress despair despis die diagnos disabled disaster divorc drank drown drugs drunk dying
	emergency estrange evict
	fatal fear funeral
	grave graveyard grief griev guilt
	harass harm hate heartbr hell homeless hopeless horrib hospic hospital humiliat hurt
	icu ill illness infertil injur insomnia intensive
	jail
	kill
	lonel loss lost
	massacre memorial miscarr misscarr molest mourn murder
	nightmare numb
	obituar orphan overdos
	pain painful panic paralys paralyz pills poison prison psych ptsd
	rape rapist refugee rehab relapse ruin
	scared scream self-harm separat shame shot sick sobbed sobbing starv stillb stroke suffer suicid surgery survivor
	tear tears terminal terrible terror therap threat torment tortur traffick tragic tragedy trauma tumor tumour
	ugly unbearable unforgiv unlov
	victim violen
	war ward weep wept widow worthless wound
`)

// enHeavyPhrases are what its words alone don't tell.
var enHeavyPhrases = regexp.MustCompile(`\b(?:passed away|passed on|pass(?:ed)? last|no longer with us|gone (?:now|forever)|rest in peace|miss (?:him|her|them|my)|missed (?:him|her|them)|without (?:him|her|them)|left (?:me|us)\b|broke up|break ?up|walked out on|end (?:it|my life|things)|give up on|gave up on me|can't (?:go on|cope|take it|do this any ?more)|cannot go on|hate myself|hit me|hits me|laid hands|life support|last breath|empty chair|stop eating|cut myself|cutting|the (?:accident|crash|fire|diagnosis)|what (?:he|she|they) did to me|i should have been there|never (?:saw|see) (?:him|her|them) again|my late|(?:his|her|their) own life|beats? (?:me|us|him|her)|beating (?:me|us|him|her)|found (?:him|her|them) hanging|hang(?:ed|ing) (?:my|him|her|them)sel(?:f|ves)|strangl\w*|chok(?:ed|es|ing) (?:me|him|her)|stabb\w*|slapped (?:me|us|him|her))\b`)

// enPlain are words that stand in nearly every English text and in few of any other
// language.
var enPlain = func() map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields(`the and my of it that not with but they you have had what when would could because about
		this from which there their were are been who how then than your our we she him myself it's i'm i've don't can't didn't
		wasn't say said nobody something nothing everything always never again work people only just if so as at is i to was for`) {
		all[w] = true
	}
	return all
}()

// enPlainEach is among how many words at least one of enPlain stands in English; of
// the shortest texts nothing can be told.
const enPlainEach, enPlainLeast = 4, 4

// enHeavy errs on the side of silence: one stem in the text is enough, and so is
// another language.
func enHeavy(text string) bool {
	lower := enApostrophes.Replace(strings.ToLower(text))
	if enSpeaksOfHarm(text) || enHeavyPhrases.MatchString(strings.Join(strings.Fields(lower), " ")) {
		return true
	}
	words := strings.FieldsFunc(lower, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '\'' && r != '-' })
	plain := 0
	for _, w := range words {
		w = strings.Trim(w, "'-")
		if enPlain[w] {
			plain++
		}
		for _, stem := range enHeavyStems {
			if strings.HasPrefix(w, stem) && !enLight[w] {
				return true
			}
		}
	}
	return len(words) < enPlainLeast || plain*enPlainEach < len(words)
}

// enLight begin like a heavy word and aren't.
var enLight = func() map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields(`feared fearless hello help hellos skill skills killer illustrate illustrator illusion
		warm warmth warmer warn warned ware warranty wards wardrobe harmony harmless harmonica harmonious buryat numbered number numbers gravel gravity
		painting paint painted painter paints painters shotgun sickle tearoom cryptic crystal crypto inspect lossless
		warehouse war-chest necktie separately`) {
		all[w] = true
	}
	return all
}()
