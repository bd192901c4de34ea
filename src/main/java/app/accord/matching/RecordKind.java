package app.accord.matching;

/** What a record is about. Records of different kinds are never the same. */
public enum RecordKind {

	/** A human being. */
	PERSON,

	/** A company, an agency, a site of one. */
	ORGANISATION

}
