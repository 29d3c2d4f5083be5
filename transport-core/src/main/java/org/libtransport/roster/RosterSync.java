package org.libtransport.roster;

/** One way to bring contacts into the roster that the user's XMPP client shows. Called on the user's loop. */
public interface RosterSync {

    /** This contact was there before, as the database has it. */
    default void loaded(Buddy buddy) {}

    /** The user is logged in to the network; may be called again. */
    default void begin() {}

    /** A contact is there that the user's roster may not hold. */
    void added(Buddy buddy);

    /** The user has asked for this contact, which has agreed, so that the user's roster holds it one way only. */
    void reciprocate(Buddy buddy);

    /** Name or groups of a contact changed at the network. */
    void renamed(Buddy buddy);

    /** A contact is gone at the network. */
    void removed(Buddy buddy);

    /** Ends what is still scheduled. */
    void close();
}
