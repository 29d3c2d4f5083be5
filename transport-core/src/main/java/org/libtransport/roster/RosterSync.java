package org.libtransport.roster;

/** One way to bring contacts into the roster that the user's XMPP client shows. Called on the user's loop. */
public interface RosterSync {

    /** A contact is there that the user's roster may not hold. */
    void added(Buddy buddy);

    /** Name or groups of a contact changed at the network. */
    void renamed(Buddy buddy);

    /** A contact is gone at the network. */
    void removed(Buddy buddy);

    /** Ends what is still scheduled. */
    void close();
}
