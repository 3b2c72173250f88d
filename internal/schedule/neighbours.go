package schedule

import (
	"maps"
	"strings"
	"time"
)

// withNeighbours adds the commonest words of days, hours and lengths in the languages
// of those who write to an English bot all the same. Left out is what means something
// else in English: "mars", "an", "et".
func withNeighbours(l language) language {
	for hour, words := range map[TimeOfDay]string{
		{12, 0}: "mittag mittags midi mediodía mediodia mezzogiorno полдень 中午 正午 昼 점심",
		{0, 0}:  "mitternacht minuit medianoche mezzanotte полночь 午夜",
	} {
		give(l.namedTimes, hour, words)
	}
	for hour, words := range map[TimeOfDay]string{
		{8, 0}:  "morgens matin mattina manhã утром 朝 早上 아침",
		{15, 0}: "nachmittag nachmittags 下午 午後",
		{19, 0}: "abend abends soir sera вечером 晚上 저녁",
		{22, 0}: "nacht nachts nuit notte noche noite ночью 夜",
	} {
		give(l.parts, hour, words)
	}
	maps.Copy(l.halfLead, set("por", "les", "le", "jeden", "jede", "chaque", "cada"))
	maps.Copy(l.fillers, set("und", "y", "и", "jeden", "du", "immer", "bitte"))
	for day, words := range map[time.Weekday]string{
		time.Monday:    "montag montags lundi lundis lunes lunedì lunedi maandag понедельник",
		time.Tuesday:   "dienstag dienstags mardi mardis martes martedì martedi dinsdag вторник",
		time.Wednesday: "mittwoch mittwochs mercredi mercredis miércoles miercoles mercoledì mercoledi woensdag среда среду",
		time.Thursday:  "donnerstag donnerstags jeudi jeudis jueves giovedì giovedi donderdag четверг",
		time.Friday:    "freitag freitags vendredi vendredis viernes venerdì venerdi vrijdag пятница пятницу",
		time.Saturday:  "samstag samstags sonnabend samedi samedis sábado sábados sabado zaterdag суббота субботу",
		time.Sunday:    "sonntag sonntags dimanche dimanches domingo domingos domenica zondag воскресенье",
	} {
		give(l.weekdays, day, words)
	}
	give(l.daySets, Everyday, "täglich taeglich diario diariamente quotidien ежедневно 毎日 每天 매일")
	give(l.daySets, Workdays, "werktags wochentags 平日")
	give(l.daySets, Weekend, "wochenende")
	maps.Copy(l.everyDay, set("jeden", "jede", "chaque", "tous", "todos", "cada", "tutti", "каждый"))
	maps.Copy(l.single, set("les", "los", "os", "i"))
	maps.Copy(l.day, set("tag", "tage", "jour", "jours", "día", "días", "dia", "dias", "giorno", "giorni", "день", "dag"))
	maps.Copy(l.ranges, set("bis", "a", "à", "au", "al", "tot", "по", "до"))

	for u, words := range map[unit]string{
		{days: 1}:    "tag tage tagen jour jours día días dia dias giorno giorni dag dagen день дня дней",
		{days: 7}:    "woche wochen semaine semaines semana semanas settimana settimane weken неделя неделю недели недель",
		{days: 14}:   "quinzaine quincena",
		{months: 1}:  "monat monate monaten mois mes meses mês mese mesi maand maanden месяц месяца месяцев",
		{months: 12}: "jahr jahre jahren ans année año años ano anos anno anni jaar год года лет",
	} {
		give(l.units, u, words)
	}
	maps.Copy(l.one, set("ein", "eine", "einen", "einer", "un", "une", "una", "um", "uma", "een", "одну", "один"))
	for n, words := range map[int]string{
		2: "deux dos dois duas twee два две", 3: "trois tres tre três drie три", 4: "quatre cuatro quattro quatro vier четыре",
		6: "seis sei шесть", 7: "siete sette sete zeven семь", 8: "huit ocho otto oito восемь", 9: "neuf nueve nove negen девять",
		10: "dix diez dieci dez tien десять", 20: "zwanzig vingt veinte venti vinte",
	} {
		give(l.numbers, n, words)
	}
	maps.Copy(l.and, set("und", "y", "и"))
	maps.Copy(l.until, set("bis", "jusquà", "jusquau", "hasta", "até", "fino", "tot", "до"))
	maps.Copy(l.pauseLead, set("für", "fuer", "pour", "por", "para", "per", "voor", "на", "pendant", "durante", "bitte"))
	maps.Copy(l.todays, set("heute", "aujourdhui", "hoy", "hoje", "oggi", "vandaag", "сегодня", "今日", "今天"))
	maps.Copy(l.tomorrows, set("demain", "mañana", "amanhã", "domani", "morgen", "завтра", "明日", "明天"))
	maps.Copy(l.the, set("el", "le", "la", "zum", "al"))
	maps.Copy(l.of, set("de"))
	l.monthsAbroad = map[string]time.Month{}
	for m, words := range map[time.Month]string{
		time.January: "januar jänner janvier enero janeiro gennaio januari января", time.February: "februar février fevrier febrero fevereiro febbraio februari февраля",
		time.March: "märz maerz marzo março maart марта", time.April: "avril abril aprile апреля", time.May: "mai mayo maio maggio mei мая",
		time.June: "juni juin junio junho giugno июня", time.July: "juli juillet julio julho luglio июля", time.August: "août aout agosto augustus августа",
		time.September: "septembre septiembre setembro settembre сентября", time.October: "oktober octobre octubre outubro ottobre октября",
		time.November: "novembre noviembre novembro ноября", time.December: "dezember décembre decembre diciembre dezembro dicembre декабря",
	} {
		give(l.monthsAbroad, m, words)
	}
	return l
}

// give has all the words mean a value.
func give[V any](m map[string]V, value V, words string) {
	for word := range strings.FieldsSeq(words) {
		m[word] = value
	}
}
