package handlers

// commandTable returns the bot's commands by every name that they are known by.
func commandTable() map[string]command {
	table := make(map[string]command)
	add := func(c command, names ...string) {
		for _, name := range names {
			table[name] = c
		}
	}
	add(command{run: startCommand}, "start")
	add(command{run: helpCommand}, "help", "trogiup")
	add(command{run: askCommand}, "hoi", "ask")
	add(command{run: tasksCommand}, "nhiemvu", "tasks")
	add(command{run: plansCommand}, "kehoach", "plans")
	add(command{run: targetsCommand}, "chitieu", "targets")
	add(command{run: languageCommand}, "ngonngu", "language")
	add(command{run: updateCommand}, "capnhat", "update")
	add(command{run: undoCommand, members: true}, "huy", "undo")
	add(command{run: mineCommand, members: true}, "cuatoi", "mine")
	add(command{run: statusCommand, members: true}, "tiendo", "status")
	add(command{run: historyCommand, members: true}, "lichsu", "history")
	add(command{run: weekCommand, members: true}, "tuan", "week")
	add(command{run: inviteCommand, boss: true}, "moi", "invite")
	add(command{run: membersCommand, boss: true}, "thanhvien", "members")
	add(command{run: groupCommand, boss: true}, "nhom", "group")
	return table
}

// pressable is what a pressed button calls.
type pressable struct {
	run   action
	needs int // arguments
}

// actionTable returns what pressed buttons call, by the first word of their data.
func actionTable() map[string]pressable {
	return map[string]pressable{
		"help": {helpAction, 0}, "sample": {sampleAction, 1},
		"task": {taskAction, 1}, "notes": {notesAction, 1}, "tasks": {tasksAction, 3}, "targets": {targetsAction, 2},
		"history": {historyAction, 2}, "week": {weekAction, 4}, "language": {languageAction, 1},
		"right": {rightAction, 1}, "drop": {dropAction, 1}, "pick": {pickAction, 2}, "set": {setAction, 2},
		"record": {recordAction, 1}, "status": {statusAction, 1}, "restatus": {restatusAction, 2},
		"percent": {percentAction, 1}, "repercent": {repercentAction, 2},
		"withdraw": {withdrawAction, 1}, "restore": {restoreAction, 1}, "rewrite": {rewriteAction, 1}, "update": {updateAction, 1},
		"heirs": {successorsAction, 1}, "heirok": {confirmSuccessorAction, 2}, "heiredit": {editSuccessorAction, 2},
		"members": {membersAction, 1}, "remove": {removeAction, 1}, "removed": {removedAction, 1},
	}
}
