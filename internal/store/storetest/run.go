// Package storetest holds what every reflection.Store must do, whatever engine is
// under it: an engine's tests call Run.
package storetest

import (
	"testing"

	"stillpoint/internal/reflection"
)

// Open opens an empty store of its own for a test, and closes it with the test.
type Open func(testing.TB) reflection.Store

// Run runs the whole suite, each test on a store of its own.
func Run(t *testing.T, open Open) {
	for name, test := range map[string]func(*testing.T, Open){
		"SharedAnswers":                    testSharedAnswers,
		"Answered":                         testAnswered,
		"AskedDays":                        testAskedDays,
		"Board":                            testBoard,
		"Channels":                         testChannels,
		"MoveChannels":                     testMoveChannels,
		"ChannelChoices":                   testChannelChoices,
		"Deliveries":                       testDeliveries,
		"Latest":                           testLatest,
		"DeliveriesInChannels":             testDeliveriesInChannels,
		"Dispatches":                       testDispatches,
		"ASummaryIsPlannedOnce":            testASummaryIsPlannedOnce,
		"PlannedAndPublished":              testPlannedAndPublished,
		"FactsAndAways":                    testFactsAndAways,
		"Holdings":                         testHoldings,
		"HoldingsByThePage":                testHoldingsByThePage,
		"ClampFuture":                      testClampFuture,
		"ClampKeepsTheOrder":               testClampKeepsTheOrder,
		"ClampFacts":                       testClampFacts,
		"ClampKept":                        testClampKept,
		"ClampedAnswersGoOut":              testClampedAnswersGoOut,
		"Intake":                           testIntake,
		"PruneForgetsDraftsThatNobodyKept": testPruneForgetsDraftsThatNobodyKept,
		"PruneForgetsAnswersOfLongAgo":     testPruneForgetsAnswersOfLongAgo,
		"Notices":                          testNotices,
		"OpenAt":                           testOpenAt,
		"OpenAtIsTheLatestOfTheOpened":     testOpenAtIsTheLatestOfTheOpened,
		"Hanging":                          testHanging,
		"WhatIsBeingSentHangs":             testWhatIsBeingSentHangs,
		"Parts":                            testParts,
		"PartsBetween":                     testPartsBetween,
		"Journal":                          testJournal,
		"JournalOfChannels":                testJournalOfChannels,
		"Requests":                         testRequests,
		"PeoplePaged":                      testPaging,
		"People":                           testPeople,
		"Figures":                          testFigures,
		"SetPrivate":                       testSetPrivate,
		"Questions":                        testQuestions,
		"NextQuestionIsTheOldest":          testNextQuestionIsTheOldest,
		"QuestionsByOrder":                 testQuestionsByOrder,
		"Replies":                          testReplies,
		"SharedReplies":                    testSharedReplies,
		"RepliesOf":                        testRepliesOf,
		"Reports":                          testReports,
		"Series":                           testSeries,
		"Compass":                          testCompass,
		"Returns":                          testReturns,
		"Links":                            testLinks,
		"Reassign":                         testReassign,
		"ReassignInChannels":               testReassignInChannels,
		"Returnable":                       testReturnable,
		"Stops":                            testStops,
		"Subscriptions":                    testSubscriptions,
		"DueSubscriptions":                 testDueSubscriptions,
		"UpdateSubscriptionInEveryState":   testUpdateSubscriptionInEveryState,
		"MoveSubscription":                 testMoveSubscription,
		"Summaries":                        testSummaries,
		"DueSummaries":                     testDueSummaries,
		"Unread":                           testUnread,
		"Submissions":                      testSubmissions,
		"Communities":                      testCommunities,
		"Matters":                          testMatters,
		"Acts":                             testActs,
		"LatestAwaiting":                   testLatestAwaiting,
		"UnreadOfAMovedChat":               testUnreadOfAMovedChat,
		"AnAnswerIsStoredWhole":            testAnAnswerIsStoredWhole,
		"ClaimMarksWhatItReturns":          testClaimMarksWhatItReturns,
		"Interrupted":                      testInterrupted,
		"ClaimAgainstTheNaiveWay":          testClaimAgainstTheNaiveWay,
		"NothingIsLostAmongMany":           testNothingIsLostAmongMany,
		"ViewIsASnapshot":                  testViewIsASnapshot,
		"UpdateReadsWhatItWrote":           testUpdateReadsWhatItWrote,
	} {
		t.Run(name, func(t *testing.T) { test(t, open) })
	}
}
