package words

// Links holds what following a link shows, above the button that does it.
type Links struct {
	// Suggest is for members, Add, Edit and WordList for admins. IsAdd asks whether words
	// that were written after Add are questions for the channel, above the label AddIt.
	Suggest, Edit, WordList string
	Add, IsAdd              func(channel string) string
	AddIt                   string
	// Credit and Uncredit are about a name beside a question that was suggested;
	// Answer about being told what becomes of it.
	Credit, Uncredit, Answer string
}
