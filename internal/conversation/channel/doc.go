// Package channel holds what members do under the question of a community
// channel: answering it, choosing who may read that, and reading others.
//
//	Reflect ──► a form, or typed words in the private chat ──► the receipt
//	                                                             │ Share, Take back,
//	a reply to the post, in the channel ──► shared by nature     │ Edit, Delete
//	                                                             ▼
//	Read others ◄── answered, or closed ──── what is shared, and not hidden
//	     └──► Report
//
// What somebody writes is theirs alone until they say otherwise, but for what
// they write in the channel itself. One answer has one audience: words that are
// added privately make all of it private again, and what stands in the channel
// with a name is never joined to what is shared without one.
//
// Whoever presses may be anyone, and ids may be forged. In the channel that a
// question was asked in, the event itself proves that its author is there;
// anywhere else the platform is asked, before the turn. What is one's own can
// always be taken back and deleted, member or not.
package channel
