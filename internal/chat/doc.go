// Package chat is the vocabulary that the conversation core and the platform
// adapters share. Nothing in it belongs to any platform.
//
//	platform ──► Adapter ──Event──► Intake (the core)
//	platform ◄── Adapter ◄─Message── the core, through pace
//
// An adapter turns what its platform says into events, and the core's messages
// into what its platform shows. Ids of chats, messages, accounts and events are
// opaque outside the adapter that made them. Text is plain everywhere: adapters
// escape it, split it and place buttons, so that no markup can be injected.
package chat
