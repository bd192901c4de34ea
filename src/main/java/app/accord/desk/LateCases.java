package app.accord.desk;

import app.accord.care.Cases;
import app.accord.security.StaffPrincipal;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * How many cases of the one who reads the page are late. The desk's bar calls it as
 * {@code @lateCases}.
 */
@Component("lateCases")
class LateCases {

	private final Cases cases;

	LateCases(Cases cases) {
		this.cases = cases;
	}

	/** How many of the reader's own are late. */
	public int count() {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		return (authentication != null && authentication.getPrincipal() instanceof StaffPrincipal me)
				? this.cases.late(me.username()) : 0;
	}

}
