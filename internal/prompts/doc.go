// Package prompts holds the questions: it loads packs, checks them, and chooses
// which prompt a person is asked next.
//
// A pack is a folder. Its pack.yaml names the pack, the essays it draws from and
// their sections; beside it lies one file a section, named after the section's
// id, with that section's prompts:
//
//	walking-away/
//	  pack.yaml            id, name, essays and sections, the order of reading
//	  weight.yaml          the prompts of the section "weight"
//	  breaking-point.yaml  …
//	  dream-job.runs       fingerprints of the essay's six-word runs (optional)
//
// What happens to a pack:
//
//	files ──load──▶ Pack ──▶ Library ──▶ Choose(seed, State) ──▶ Prompt
//	  │               │                       ▲                    │
//	  └─ Problems ◀───┴── Check (house rules) └──── Ask, SwapAway, Never
//
// Loading refuses what the bot can't work with: unreadable YAML, unknown keys,
// missing fields, colliding ids, texts too long to show. Check adds the house
// rules: one question each, varied forms and depths, no near-duplicates, no
// sentences taken from the essay. Every complaint names its file and line.
//
// Choosing is a pure function of the pack, a person's seed and a person's State,
// so that it can be tested for thousands of people at once and gives the same
// answer when a step has to be repeated.
package prompts
