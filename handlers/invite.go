package handlers

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"chutri/internal/texts"
	"chutri/store"
)

// inviteTime is how long an invite can be used.
const inviteTime = 72 * time.Hour

// inviteCommand answers /moi: it makes a link that makes one person staff of an agency ("Sở Y tế"), an official ("canbo") or a
// coordinator ("dieuphoi"). With a person's id before it ("123456 Sở Y tế") the person is added at once.
func inviteCommand(t *turn, arguments string) error {
	if first, rest, found := strings.Cut(arguments, " "); found {
		if person, err := strconv.ParseInt(first, 10, 64); err == nil && person > 0 {
			return t.addMember(person, strings.TrimSpace(rest))
		}
	}
	role, agency, ok := t.roleNamed(arguments)
	if !ok {
		t.show(t.say.Say("invite.whom", texts.Data{"Text": shorten(arguments, 80)}))
		return nil
	}
	code, err := t.newCode()
	if err != nil {
		return err
	}
	t.event(store.Event{Kind: store.InviteMade, Invite: &store.Invite{
		Hash: hashCode(code), Role: role, Agency: agency, By: t.m.Author.ID, Expires: t.now.Add(inviteTime),
	}})
	data := texts.Data{"Who": t.roleName(role, agency), "Hours": int(inviteTime.Hours()), "Code": code, "Link": ""}
	if name := t.Username(); name != "" {
		data["Link"] = "https://t.me/" + name + "?start=" + code
	}
	t.show(t.say.Say("invite.made", data))
	return nil
}

// roleNamed reads what an invite is for.
func (t *turn) roleNamed(text string) (role store.Role, agency string, ok bool) {
	switch strings.ReplaceAll(foldName(text), " ", "") {
	case "":
		return "", "", false
	case "canbo", "official":
		return store.RoleOfficial, "", true
	case "dieuphoi", "coordinator":
		return store.RoleCoordinator, "", true
	}
	agency, ok = t.Agencies.Find(text)
	return store.RoleStaff, agency, ok
}

func (t *turn) roleName(role store.Role, agency string) string {
	if role == store.RoleStaff {
		return t.say.Plain("role.staff_of", texts.Data{"Agency": t.Register.AgencyName(agency)})
	}
	return t.say.Plain("role."+string(role), nil)
}

// newCode draws an invite code of 130 random bits.
func (t *turn) newCode() (string, error) {
	random := make([]byte, 16)
	if _, err := io.ReadFull(t.Random, random); err != nil {
		return "", fmt.Errorf("draw an invite code: %w", err)
	}
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(random)), nil
}

// hashCode is what is stored of an invite code.
func hashCode(code string) string {
	sum := sha256.Sum256([]byte(strings.ToLower(strings.TrimSpace(code))))
	return hex.EncodeToString(sum[:])
}

// useInvite makes the author a member by an invite's code. A used, expired or unknown code is refused alike.
func (t *turn) useInvite(code string) error {
	if !t.guesses.open(t.m.Author.ID, t.now) {
		t.show(t.say.Say("invite.slow", nil))
		return nil
	}
	invite, err := t.r.Invite(hashCode(code))
	if err != nil && !isNotFound(err) {
		return err
	}
	if isNotFound(err) {
		t.guesses.wrong(t.m.Author.ID, t.now)
	}
	if err != nil || invite.UsedBy != 0 || !t.now.Before(invite.Expires) {
		t.show(t.say.Say("invite.invalid", texts.Data{"ID": idText(t.m.Author.ID)}))
		return nil
	}
	if t.m.Chat.Group {
		t.show(t.say.Say("invite.private", nil))
		return nil
	}
	invite.UsedBy = t.m.Author.ID
	t.event(store.Event{Kind: store.InviteUsed, Invite: &invite})
	t.join(t.m.Author.ID, t.m.Author.Name, invite.Role, invite.Agency)
	t.show(t.say.Say("invite.welcome", texts.Data{"Who": t.roleName(invite.Role, invite.Agency)}) + "\n\n" + t.say.Say("start.howto_"+string(t.member.Role), nil))
	t.menu()
	return nil
}

// join gives a person a role in addition to what they had: staff of another agency, or a higher role.
func (t *turn) join(person int64, name string, role store.Role, agency string) {
	member, err := t.r.Member(person)
	if err != nil || member.Removed {
		member = store.Member{Person: person, Since: t.now}
	}
	if name != "" {
		member.Name = name
	}
	if rank[role] > rank[member.Role] {
		member.Role = role
	}
	if agency != "" && !has(member.Agencies, agency) {
		member.Agencies = append(member.Agencies, agency)
	}
	t.event(store.Event{Kind: store.MemberAdded, Member: &member})
	if person == t.m.Author.ID {
		t.member = member
	}
}

// rank orders the roles.
var rank = map[store.Role]int{store.RoleOfficial: 1, store.RoleStaff: 2, store.RoleCoordinator: 3}

func has(list []string, want string) bool {
	for _, item := range list {
		if item == want {
			return true
		}
	}
	return false
}

// addMember makes the person with an id a member without an invite.
func (t *turn) addMember(person int64, as string) error {
	role, agency, ok := t.roleNamed(as)
	if !ok {
		t.show(t.say.Say("invite.whom", texts.Data{"Text": shorten(as, 80)}))
		return nil
	}
	t.join(person, "", role, agency)
	t.show(t.say.Say("members.added", texts.Data{"Person": idText(person), "Who": t.roleName(role, agency)}))
	return nil
}
