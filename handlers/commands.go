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
	add(command{run: formCommand, members: true}, "xuat", "export")
	add(command{run: undoCommand, members: true}, "huy", "undo")
	add(command{run: mineCommand, members: true}, "cuatoi", "mine")
	add(command{run: statusCommand, members: true}, "tiendo", "status")
	add(command{run: historyCommand, members: true}, "lichsu", "history")
	add(command{run: weekCommand, members: true}, "tuan", "week")
	add(command{run: reportCommand, members: true}, "baocao", "report")
	add(command{run: remindCommand, members: true}, "nhac", "remind")
	add(command{run: inviteCommand, boss: true}, "moi", "invite")
	add(command{run: membersCommand, boss: true}, "thanhvien", "members")
	add(command{run: groupCommand, boss: true}, "nhom", "group")
	add(command{run: backupCommand, boss: true}, "saoluu", "backup")
	add(command{run: undeliveredCommand, boss: true}, "chuagui", "undelivered")
	add(command{run: letterheadCommand, boss: true}, "vanban", "letterhead")
	add(command{run: mydataCommand}, "dulieu", "mydata")
	add(command{run: assistantCommand}, "troly", "assistant")
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
		"about": {aboutAction, 2}, "some": {someAction, 5}, "figure": {figureAction, 1}, "deadlines": {deadlinesAction, 2},
		"meant": {meantAction, 2}, "wrong": {wrongAction, 1}, "mistaken": {mistakenAction, 2},
		"letters":    {lettersAction, 1},
		"unanswered": {unansweredAction, 1}, "look": {lookAction, 1}, "dismiss": {dismissAction, 1},
		"lessons": {lessonsAction, 1}, "unlearn": {unlearnAction, 1}, "yaml": {yamlAction, 1},
		"as": {asAction, 2}, "year": {yearAction, 2}, "sourceless": {sourcelessAction, 1}, "move": {moveAction, 1}, "moveto": {movetoAction, 2},
		"own": {ownAction, 0}, "mine": {mineAction, 3}, "same": {sameAction, 3}, "step": {stepAction, 2}, "do": {doAction, 3},
		"confirm": {confirmAction, 1}, "return": {returnAction, 1}, "returned": {returnedAction, 2}, "pending": {pendingAction, 3},
		"extend": {extendAction, 1}, "grant": {grantAction, 3}, "refuse": {refuseAction, 3}, "refused": {refusedAction, 3}, "request": {requestAction, 2},
		"value": {valueAction, 2}, "unvalue": {withdrawValueAction, 2}, "revalue": {restoreValueAction, 2},
		"prove": {proveAction, 2}, "unprove": {unproveAction, 1}, "form": {formAction, 1}, "fill": {fillAction, 1}, "unfill": {unfillAction, 1},
		"mydata":  {mydataAction, 2},
		"guessed": {guessedAction, 1}, "unguessed": {unguessedAction, 1}, "aide": {assistantAction, 1}, "aidesent": {assistantSentAction, 1},
		"opening": {openingAction, 3}, "openuse": {openingUseAction, 3}, "openedit": {openingEditAction, 3}, "opendrop": {openingDropAction, 3},
		"periods": {periodsAction, 3}, "compare": {compareAction, 3}, "figures": {figuresAction, 3}, "behind": {behindAction, 5},
		"ranking": {rankingAction, 3}, "issue": {issueAction, 3}, "comparefile": {compareFileAction, 4}, "rankingfile": {rankingFileAction, 3}, "file": {fileAction, 4},
		"head": {letterheadAction, 0}, "headset": {headSetAction, 1},
		"sub": {subscriptionAction, 0}, "subday": {subscribeDayAction, 1}, "subhour": {subscribeHourAction, 2},
		"subset": {subscribeSetAction, 3}, "suboff": {subscribeOffAction, 1}, "subscope": {subscribeScopeAction, 0},
		"substo": {subscribeToAction, 2}, "snooze": {snoozeAction, 2}, "filed": {filedAction, 1},
		"members": {membersAction, 1}, "remove": {removeAction, 1}, "removed": {removedAction, 1},
	}
}
