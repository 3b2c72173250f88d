package main

// notes say what the lines of the table compare, and why one that doesn't hold doesn't.
const notes = `
## What is compared with what

**Replies.** A bare commit is one statement: a row into a table without an index. Where a sync to the disk takes long, that is what both sides wait for, and sharing one commit among those who write at once puts the core ahead; where a sync costs next to nothing, as on the machine of these runs, a bare commit is the time of one statement, and a first message takes 20 (a further one 13) in two transactions: the event, who it is and what they are asked, the words, the fact, the streak's checkpoint, the answer as a dispatch, and, once that is sent, its end. So the ratio to bare commits says more about the disk, and about what else the machine does, than about the core. The lines *by hand* run the statements that none of this can be had without, prepared, in two transactions, with no rule looked at and no word sealed. What remains between the two is the rules, the seals, the further reads, and the driver's conversions.

What a reply's statements cost is SQLite's own work and, for about a sixth of the time, its locks: the driver opens each connection for use by several threads at once, which can't be switched off, and each value that is bound or read takes that lock. Until lately two of a transaction's statements were savepoints; jobs that share a commit have none now unless one of them fails.

**Planning.** The bound's bare statements write one row for a delivery. A planned delivery is five: the delivery, which prompts the person was asked, the dispatch, the fact, and the subscription's next date, in tables with some fifteen indexes in all; and four reads choose the prompt (the person, what may come back, what was asked, the compass). By hand, with the same five rows and nothing read, most of the bound is spent already. So 3 is below what the rows alone take, unless one of them goes; what is held instead is the ratio to them.

**From a thousand to a million.** A tick with nothing due is flat: it looks into indexes on when something is due. Starting is flat: nothing is loaded. Planning and sending grow with what is due, and each with the depth of the tables' trees, the logarithm of how many rows there are. Memory is flat: pages are cached up to a bound. The nightly look through the file, a backup, and what a first start after a kill reads, grow with the file.
`
