// Package terminal is a chat platform made of lines, for trying the bot without
// a token: one reads lines from a keyboard or a pipe, the other is shown text.
//
//	line ──► parse ──► chat.Event ──► Intake
//	            └────► Controls         :tomorrow, :week
//	page ◄── print ◄── Send, Edit, Delete, React
//
// A bare number presses a button of the row that the chat showed last; /word is
// a command, whose fields can be typed as "name: value"; a colon and a word steer
// the terminal; all else is text, or fills the next field of the form that is open.
// Each NAME given by :as has a private chat, and there is one community channel for
// all, which "you" may manage; what is written there answers its latest post.
//
// One line is done with, and everything that it caused has been shown, before
// the next is read, so that a conversation from a pipe always reads the same.
// From a pipe the lines are repeated behind "> ", so that what comes out is a
// transcript; on a terminal "> " is the prompt. What is shown never contains
// control characters, whoever wrote it.
//
// Where input and output are a terminal that obeys escape sequences, an editor
// reads the lines (golang.org/x/term): what is shown meanwhile goes above the line,
// a paste of several lines is one text, and between two lines the terminal is as it
// was. Texts are wrapped to the terminal's width, pictures take all of it, and one
// that was shown last is shown again when the width changes.
package terminal
