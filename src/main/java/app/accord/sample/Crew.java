package app.accord.sample;

import java.util.List;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.security.StaffRole;

/** Who works at the sample company. */
final class Crew {

	static final List<Member> MEMBERS = List.of(new Member("agent", "Ada Lindqvist", StaffRole.AGENT),
			new Member("supervisor", "Ruth Bauer", StaffRole.SUPERVISOR),
			new Member("clerk", "Jonas Weber", StaffRole.CLERK),
			new Member("biller", "Grace Odhiambo", StaffRole.BILLER),
			new Member("marketer", "Mateo Rivas", StaffRole.MARKETER),
			new Member("admin", "Sam Thornton", StaffRole.ADMIN));

	static final Actor ADA = member(0, Channel.DESK);

	static final Actor ADA_CALLING = member(0, Channel.PHONE);

	static final Actor RUTH = member(1, Channel.DESK);

	static final Actor JONAS = member(2, Channel.COUNTER);

	static final Actor GRACE = member(3, Channel.DESK);

	static final Actor BILLING = Actor.system("Billing");

	static final Actor COLLECTING = Actor.system("Automatic payments");

	static final Actor REMINDERS = Actor.system("Reminders");

	static final Actor SCHEDULING = Actor.system("Scheduling");

	static final Actor USAGE = Actor.system("Usage");

	static final Actor WEB_SHOP = new Actor(ActorKind.PROGRAM, "web-shop", "Web shop", Channel.WEB);

	static final Actor BANK = new Actor(ActorKind.PROGRAM, "bank", "Bank", Channel.SYSTEM);

	private Crew() {
	}

	/** Accord by itself, writing to a customer. */
	static Actor writing(Actor automatic, Channel channel) {
		return new Actor(automatic.kind(), automatic.id(), automatic.name(), channel);
	}

	private static Actor member(int index, Channel channel) {
		Member member = MEMBERS.get(index);
		return new Actor(ActorKind.STAFF, member.username(), member.name(), channel);
	}

	/** An employee. */
	record Member(String username, String name, StaffRole role) {
	}

}
