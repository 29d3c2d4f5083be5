package org.libtransport.plugin;

/** A session whose network can nudge (XEP-0224). */
public interface AttentionSupport {

    /** The user wants this contact's attention; the text may be empty. */
    void attention(String contact, String text) throws Exception;
}
