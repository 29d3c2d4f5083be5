package org.libtransport.plugin;

/** A session whose network shows that somebody is writing. */
public interface TypingSupport {

    /** The user is writing to this contact, or stopped. */
    void typing(String contact, ChatState state) throws Exception;
}
