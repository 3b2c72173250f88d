package discord

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"github.com/bwmarrin/discordgo"

	"stillpoint/internal/chat"
)

// wherePermissions is where a channel's permissions are granted, in Discord's words.
const wherePermissions = "Channel settings → Permissions"

// whereTags is where a forum's tags are made.
const whereTags = "Channel settings → Tags"

// Inspect implements chat.Adapter.
func (a *Adapter) Inspect(ctx context.Context, c chat.Chat, n chat.Need) (_ chat.Standing, err error) {
	defer a.contain(chat.Unsent, &err)
	id, failed := channelOf(c)
	if failed != nil {
		return chat.Standing{}, failed
	}
	me := a.self.Load()
	if me == nil {
		return chat.Standing{}, &chat.SendError{Kind: chat.Unsent, Err: errNotMet}
	}
	at, err := a.look(ctx, id, me.User)
	if err != nil {
		failed := asideError(err, nameView)
		if failed.Kind == chat.NotAllowed {
			failed.Kind = chat.Gone // The bot doesn't see it.
		}
		return chat.Standing{}, failed
	}
	s := chat.Standing{
		Space: chat.Space{Chat: c, Title: at.channel.Name, Parent: at.guild.ID},
		Kind:  kindOf(at.channel.Type),
		Forum: at.forum,
		Mute:  !at.writes(),
		Where: wherePermissions,
	}
	for _, p := range at.needed(n) {
		if at.permissions&p.Bit == 0 {
			s.Missing = append(s.Missing, p.Name)
		}
	}
	s.TagNeeded = at.channel.Flags&discordgo.ChannelFlagRequireTag != 0
	for _, t := range freeTags(at.channel) {
		s.Tags = append(s.Tags, chat.Tag{ID: t.ID, Name: t.Name})
	}
	if len(s.Missing) == 0 {
		s.Where = ""
	}
	if s.TagNeeded && len(s.Tags) == 0 {
		s.Mute, s.Missing, s.Where = true, append(s.Missing, nameTag), cmp.Or(s.Where, whereTags)
	}
	if n.PingRole != "" {
		at.checkRole(n.PingRole, &s)
	}
	if n.Manager != "" {
		s.NoManager, s.WhereManager = n.Manager == at.guild.ID || !at.guild.has(n.Manager), whereManager
	}
	s.Open = at.open
	return s, nil
}

// whereManager is where a role is let use a command, in Discord's words.
const whereManager = "Server Settings → Integrations → this bot → /community → Add roles"

// whereRole is where a role is made mentionable, in Discord's words.
const whereRole = "Server Settings → Roles → %s → Allow anyone to @mention this role"

// checkRole says whether a role is there and can be mentioned. That it is
// mentionable is enough; the permission to mention everyone does as well, but is
// more than anybody should grant for it, so it isn't asked for.
func (s sight) checkRole(role string, to *chat.Standing) {
	i := slices.IndexFunc(s.guild.Roles, func(r discordgo.Role) bool { return r.ID == role })
	if i < 0 {
		to.RoleGone = true
		return
	}
	r := s.guild.Roles[i]
	if r.Mentionable || s.permissions&discordgo.PermissionMentionEveryone != 0 {
		return
	}
	to.RoleMute = true
	to.WhereRole = fmt.Sprintf(whereRole, r.Name)
}

var errNotMet = errors.New("who the bot is isn't known yet")

// needed are the permissions that the bot needs here.
func (s sight) needed(n chat.Need) []Permission {
	write := Permission{Bit: discordgo.PermissionSendMessages, Name: nameSend}
	if s.channel.IsThread() {
		write = Permission{Bit: discordgo.PermissionSendMessagesInThreads, Name: nameSendInThreads}
	}
	all := []Permission{
		{Bit: discordgo.PermissionViewChannel, Name: nameView}, write,
		{Bit: discordgo.PermissionAttachFiles, Name: nameAttach},
		{Bit: discordgo.PermissionReadMessageHistory, Name: nameHistory},
		{Bit: discordgo.PermissionAddReactions, Name: nameReact},
	}
	if kindOf(s.channel.Type) == chat.KindForum { // Its posts are threads, which are opened by sending.
		return append(all, Permission{Bit: discordgo.PermissionSendMessagesInThreads, Name: nameSendInThreads})
	}
	if n.Threads && kindOf(s.channel.Type).Threads() {
		all = append(all, Permission{Bit: discordgo.PermissionCreatePublicThreads, Name: nameThreads}, Permission{Bit: discordgo.PermissionSendMessagesInThreads, Name: nameSendInThreads})
	}
	if n.Pin {
		all = append(all, Permission{Bit: permissionPin, Name: namePin})
	}
	if s.voice() && s.permissions&discordgo.PermissionVoiceConnect == 0 {
		return []Permission{{Bit: discordgo.PermissionViewChannel, Name: nameView}, {Bit: discordgo.PermissionVoiceConnect, Name: nameConnect}}
	}
	return all
}

// kinds are the kinds of channels by Discord's types. A type that isn't here takes
// no messages.
var kinds = map[discordgo.ChannelType]chat.ChannelKind{
	discordgo.ChannelTypeGuildText:          chat.KindText,
	discordgo.ChannelTypeGuildNews:          chat.KindAnnouncement,
	discordgo.ChannelTypeGuildNewsThread:    chat.KindThread,
	discordgo.ChannelTypeGuildPublicThread:  chat.KindThread,
	discordgo.ChannelTypeGuildPrivateThread: chat.KindThread,
	discordgo.ChannelTypeGuildVoice:         chat.KindVoice,
	discordgo.ChannelTypeGuildStageVoice:    chat.KindStage,
	discordgo.ChannelTypeGuildForum:         chat.KindForum,
	discordgo.ChannelTypeGuildMedia:         chat.KindMedia,
}

func kindOf(t discordgo.ChannelType) chat.ChannelKind {
	if k, ok := kinds[t]; ok {
		return k
	}
	return chat.KindOther
}

// sight is what a member may do in a channel.
type sight struct {
	channel     discordgo.Channel
	forum       chat.Space // that the channel is a post of
	guild       guildInfo
	permissions int64
	manages     bool
	roles       []string // of the member, those that exist
	open        bool     // everybody in the server sees it
}

// voice reports whether people talk in the channel, beside writing.
func (s sight) voice() bool {
	return s.channel.Type == discordgo.ChannelTypeGuildVoice || s.channel.Type == discordgo.ChannelTypeGuildStageVoice
}

// writes reports whether the member may write there.
func (s sight) writes() bool {
	need := int64(discordgo.PermissionViewChannel | discordgo.PermissionSendMessages)
	if !kindOf(s.channel.Type).Posts() {
		return false
	}
	if s.channel.IsThread() {
		need = discordgo.PermissionViewChannel | discordgo.PermissionSendMessagesInThreads
		if s.channel.ThreadMetadata != nil && s.channel.ThreadMetadata.Locked {
			return false
		}
	}
	return s.permissions&need == need
}

// look finds out what an account may do in a channel.
func (a *Adapter) look(ctx context.Context, channel, account string) (sight, error) {
	var s sight
	var err error
	if s.channel, err = a.channel(ctx, channel); err != nil {
		return sight{}, err
	}
	if s.channel.GuildID == "" {
		return sight{}, &callError{Err: errors.New("no community channel"), Answered: true, Status: http.StatusNotFound, Code: discordgo.ErrCodeUnknownChannel}
	}
	overwrites := s.channel.PermissionOverwrites
	if s.channel.IsThread() {
		above, err := a.channel(ctx, s.channel.ParentID)
		if err != nil {
			return sight{}, err
		}
		overwrites = above.PermissionOverwrites
		if kindOf(above.Type) == chat.KindForum {
			s.forum = chat.Space{Chat: encoded(above.ID), Title: above.Name, Parent: s.channel.GuildID}
		}
	}
	if err := a.get(ctx, discordgo.EndpointGuild(s.channel.GuildID), "guild "+s.channel.GuildID, &s.guild); err != nil {
		return sight{}, err
	}
	m, err := a.member(ctx, s.channel.GuildID, account)
	if err != nil {
		return sight{}, err
	}
	s.permissions = inChannel(&s.guild, &m, overwrites)
	if s.voice() && s.permissions&discordgo.PermissionVoiceConnect == 0 {
		s.permissions &= discordgo.PermissionViewChannel // Without it nothing else is allowed there.
	}
	s.manages = inGuild(&s.guild, &m)&discordgo.PermissionManageGuild != 0
	s.roles = slices.DeleteFunc(slices.Clone(m.Roles), func(role string) bool { return !s.guild.has(role) })
	private := s.channel.Type == discordgo.ChannelTypeGuildPrivateThread // For who was let in.
	s.open = !private && inChannel(&s.guild, anybody, overwrites)&discordgo.PermissionViewChannel != 0
	return s, nil
}

// Member implements chat.Adapter.
func (a *Adapter) Member(ctx context.Context, c chat.Chat, account string) (_ chat.Membership, err error) {
	defer a.contain(chat.Unsent, &err)
	id, failed := channelOf(c)
	if failed != nil {
		return chat.Membership{}, failed
	}
	if !isID(account) {
		return chat.Membership{}, rejected("this is no account of Discord's")
	}
	at, err := a.look(ctx, id, account)
	switch {
	case says(err, discordgo.ErrCodeUnknownMember, discordgo.ErrCodeUnknownUser):
		return chat.Membership{}, nil
	case err != nil:
		return chat.Membership{}, asideError(err, nameView)
	}
	return chat.Membership{Member: at.permissions&discordgo.PermissionViewChannel != 0, Admin: at.manages, Roles: chat.RolesOf(at.roles...)}, nil
}

// threadStart begins a thread under a message. The library's ThreadStart sends
// fields that this request doesn't take.
type threadStart struct {
	Name    string `json:"name"`
	Archive int    `json:"auto_archive_duration"` // minutes without a message
}

// weekLong is the longest that a thread stays open without a message, in minutes.
const weekLong = 10080

// Thread implements chat.Adapter. A message has one thread, which has its id.
func (a *Adapter) Thread(ctx context.Context, c chat.Chat, m chat.MessageID, title string) (_ chat.Chat, err error) {
	defer a.contain(chat.Uncertain, &err)
	channel, failed := channelOf(c)
	if failed != nil {
		return chat.Chat{}, failed
	}
	message, failed := messageOf(m)
	if failed != nil {
		return chat.Chat{}, failed
	}
	title = shorten(harmless(title), maxThread)
	if !visible(title) {
		return chat.Chat{}, rejected("a thread without a title")
	}
	var t discordgo.Channel
	err = a.rest.do(ctx, request{
		method: http.MethodPost, url: discordgo.EndpointChannelMessageThread(channel, message),
		body: threadStart{title, weekLong}, bucket: "thread " + channel,
	}, &t)
	switch {
	case says(err, discordgo.ErrCodeThreadAlreadyCreatedForThisMessage):
		return encoded(message), nil
	case says(err, discordgo.ErrCodeUnknownMessage):
		return chat.Chat{}, &chat.SendError{Kind: chat.Rejected, Err: err}
	case err != nil:
		return chat.Chat{}, asideError(err, nameThreads)
	}
	return encoded(t.ID), nil
}

// channel asks for a channel.
func (a *Adapter) channel(ctx context.Context, id string) (c discordgo.Channel, err error) {
	err = a.get(ctx, discordgo.EndpointChannel(id), "channel "+id, &c)
	a.noteForum(c)
	return c, err
}

// member asks for a member of a server.
func (a *Adapter) member(ctx context.Context, guild, account string) (m discordgo.Member, err error) {
	err = a.get(ctx, discordgo.EndpointGuildMember(guild, account), "member "+guild, &m)
	m.User = &discordgo.User{ID: account}
	return m, err
}

func (a *Adapter) get(ctx context.Context, url, bucket string, v any) error {
	return a.rest.do(ctx, request{method: http.MethodGet, url: url, bucket: bucket}, v)
}
