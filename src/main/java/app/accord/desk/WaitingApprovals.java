package app.accord.desk;

import app.accord.security.StaffPrincipal;
import app.accord.staff.Approvals;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * How many requests wait for the one who reads the page. The desk's bar calls it as
 * {@code @waitingApprovals}.
 */
@Component("waitingApprovals")
class WaitingApprovals {

	private final Approvals approvals;

	WaitingApprovals(Approvals approvals) {
		this.approvals = approvals;
	}

	/** How many the reader can decide. */
	public int count() {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		return (authentication != null && authentication.getPrincipal() instanceof StaffPrincipal me)
				? this.approvals.waitingForDecisionBy(me.username()) : 0;
	}

}
