package org.libtransport.plugin;

/** A session whose network lets users describe themselves. */
public interface OwnVCardSupport {

    /** The user's own vCard is now this; the full name is not passed on by transports. */
    void updateVCard(VCard vcard) throws Exception;
}
