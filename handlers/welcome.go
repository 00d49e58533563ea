package handlers

import (
	"slices"
	"strings"

	"chutri/internal/chat"
	"chutri/internal/texts"
	"chutri/store"
)

// startCommand greets, or takes the invite whose code follows the command.
func startCommand(t *turn, code string) error {
	if code != "" {
		return t.useInvite(code)
	}
	t.introduce()
	t.welcome()
	t.menu()
	return nil
}

// introduce learns the name of a member who was added by their number.
func (t *turn) introduce() {
	known, err := t.r.Member(t.m.Author.ID)
	if err != nil || known.Removed || known.Name != "" || t.m.Author.Name == "" {
		return
	}
	known.Name = t.m.Author.Name
	t.event(store.Event{Kind: store.MemberAdded, Member: &known})
}

// welcome tells on one screen what can be asked, with questions to tap.
func (t *turn) welcome() {
	lines := []string{t.say.Say("start.hello", texts.Data{"Rows": t.rows(), "Plans": len(t.Register.Plans)}), t.roleLine()}
	t.show(strings.Join(lines, "\n\n"), append(t.ownButton(), t.sampleButtons()...)...)
}

// rows counts the rows and duties of all plans.
func (t *turn) rows() int { return len(t.Register.Tasks) }

// roleLine tells the author what they are to the office, and a stranger their id.
func (t *turn) roleLine() string {
	switch t.member.Role {
	case store.RoleCoordinator:
		return t.say.Say("start.coordinator", nil)
	case store.RoleStaff:
		return t.say.Say("start.staff", texts.Data{"Agencies": strings.Join(t.Register.AgencyNames(t.member.Agencies), "; ")})
	case store.RoleOfficial:
		return t.say.Say("start.official", nil)
	}
	return t.say.Say("start.stranger", texts.Data{"ID": idText(t.m.Author.ID)})
}

// helpCommand lists what the author can do.
func helpCommand(t *turn, _ string) error {
	lines := []string{t.say.Say("help.title", nil)}
	for _, name := range t.menuCommands() {
		lines = append(lines, t.say.Say("help.line", texts.Data{"Name": t.say.Plain("command_name."+name, nil), "Description": t.say.Plain("command."+name, nil)}))
	}
	lines = append(lines, "", t.roleLine())
	more, err := t.coordinatorButtons()
	t.show(strings.Join(lines, "\n"), slices.Concat(t.ownButton(), t.sampleButtons(), more)...)
	return err
}

// helpAction is /help behind a button.
func helpAction(t *turn, _ []string) error { return helpCommand(t, "") }

// joined greets a group that the bot came to, and says how it is used there.
func (t *turn) joined() error {
	if t.m.Chat.Group {
		t.show(t.say.Say("group.hello", texts.Data{"Bot": t.Username()}))
	}
	return nil
}

// The command menus. The order is that of the menu.
var (
	menuEverybody   = []string{"hoi", "nhiemvu", "kehoach", "chitieu", "ngonngu", "dulieu", "trogiup"}
	menuMember      = []string{"hoi", "tuan", "baocao", "tiendo", "lichsu", "nhac", "nhiemvu", "chitieu", "kehoach", "ngonngu", "dulieu", "trogiup"}
	menuStaff       = []string{"hoi", "capnhat", "cuatoi", "xuat", "huy", "lichsu", "tiendo", "tuan", "baocao", "nhac", "nhiemvu", "chitieu", "kehoach", "ngonngu", "dulieu", "trogiup"}
	menuCoordinator = []string{"hoi", "tuan", "baocao", "tiendo", "lichsu", "capnhat", "huy", "xuat", "moi", "thanhvien", "nhom", "nhac", "vanban", "saoluu", "chuagui", "nhiemvu", "chitieu", "kehoach", "ngonngu", "dulieu", "trogiup"}
)

func (t *turn) menuCommands() []string {
	if t.Assistant != nil {
		return append(slices.Clone(t.roleCommands()), "troly")
	}
	return t.roleCommands()
}

func (t *turn) roleCommands() []string {
	switch t.member.Role {
	case store.RoleCoordinator:
		return menuCoordinator
	case store.RoleStaff:
		return menuStaff
	case store.RoleOfficial:
		return menuMember
	}
	return menuEverybody
}

// menu sets the command menu of a private chat to the author's role and language.
func (t *turn) menu() {
	if t.m.Chat.Group {
		return
	}
	t.step.Replies = append(t.step.Replies, store.Outgoing{
		Reply: chat.Reply{Chat: t.m.Chat.ID, Menu: menuOf(t.say, "", t.menuCommands())}, At: t.now,
	})
}

func menuOf(say texts.Speaker, language string, names []string) *chat.Menu {
	menu := &chat.Menu{Language: language}
	for _, name := range names {
		menu.Commands = append(menu.Commands, chat.Command{Name: say.Plain("command_name."+name, nil), Description: say.Plain("command."+name, nil)})
	}
	return menu
}

// DefaultMenus returns the menus of everybody who has none of their own: one for each language, the first for all others.
func (h *Handler) DefaultMenus() []chat.Reply {
	var replies []chat.Reply
	for i, tag := range texts.Languages {
		say := h.Texts.In(tag)
		if i == 0 {
			replies = append(replies, chat.Reply{Menu: menuOf(say, "", menuEverybody)})
		}
		replies = append(replies, chat.Reply{Menu: menuOf(say, tag, menuEverybody)})
	}
	return replies
}
