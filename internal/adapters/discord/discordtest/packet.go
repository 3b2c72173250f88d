package discordtest

import (
	"encoding/json"
	"strconv"
	"time"
)

// take handles one packet of the client's, with the server's lock held.
func (l *link) take(decoded bool, op int, data json.RawMessage) {
	now := time.Now()
	l.received = append(within(l.received, now, time.Minute), now)
	switch {
	case l.closing != 0, l.trouble == SilentHello, l.trouble == ReconnectFirst:
	case !decoded:
		l.s.violation("gateway", "a packet is no JSON")
		l.close(4002)
	case len(l.received) > packetsAMinute:
		l.close(4008)
	case op == opHeartbeat:
		l.beat(data, now)
	case op == opIdentify:
		l.s.identify(l, data)
	case op == opResume:
		l.s.resume(l, data)
	case op == opPresence, op == opRequestMembers, op == opVoice:
		if l.session == nil {
			l.close(4003)
		}
	default:
		l.s.violation("gateway", "opcode "+strconv.Itoa(op)+" is unknown")
		l.close(4001)
	}
}

// beat answers a heartbeat.
func (l *link) beat(data json.RawMessage, now time.Time) {
	if l.zombie {
		return
	}
	var seq int64
	if json.Unmarshal(data, &seq) != nil {
		l.close(4002)
		return
	}
	l.send(opAck, nil)
	one := l.session
	if one == nil {
		return
	}
	if one.Heartbeats = append(one.Heartbeats, now); len(one.Heartbeats) > 100 {
		one.Heartbeats = one.Heartbeats[1:]
	}
	// What the client has seen need not be kept for a resume.
	for len(one.log) > 0 && one.log[0].seq <= seq {
		one.log = one.log[1:]
	}
}
