package planted.gossip;

import planted.secret.Secret;

class Gossip {

	String tell(Secret secret) {
		return secret.text();
	}

}
