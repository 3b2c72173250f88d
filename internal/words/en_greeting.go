package words

import "fmt"

var enCommunityGreeting = CommunityGreeting{
	ToAll: "Hello. I ask one question a day, about work, worth and walking away; answers are private until they are shared.",
	ToOne: func(place string) string {
		return fmt.Sprintf("Thank you for having me in “%s”. I ask one question a day there; answers are private until they are shared.", place)
	},
	Announces: func(place string) string {
		return fmt.Sprintf("In “%s” only its admins write, so nobody could answer me there. Add me to its discussion group, and give “/community setup” in that one.", place)
	},
	Begin:     "An admin begins with /community setup, in the channel that I should ask in. I look at nothing there that isn't said to me.",
	Privately: "Go on in private",
}
