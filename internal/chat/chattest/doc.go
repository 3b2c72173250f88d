// Package chattest is a chat platform in memory, and the contract that every
// adapter passes.
//
//	Person ──writes──► queue of events ──Run──► chat.Intake
//	   ▲                                            │
//	   └──sees── rooms ◄──checks, faults── Send, Edit, Delete, React, Thread
//	Channel, Server ──change──► rooms, queue      Inspect, Member, Private
//
// A Platform is a chat.Adapter, and its people, channels and servers the other
// side of it. It behaves as real platforms do: what people do waits in a queue
// until it is handled, requests beyond Limits fail the test, and a script can
// refuse, delay or cut any request. All waiting is on channels and timers, so that
// tests run under testing/synctest.
//
// Contract takes a Harness, the other side of an adapter, and runs what all
// adapters must do alike.
package chattest
