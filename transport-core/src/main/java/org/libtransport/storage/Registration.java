package org.libtransport.storage;

/**
 * What is stored when a user registers, or registers again with another name or password.
 *
 * @param jid bare JID
 */
public record Registration(String jid, String uin, String password, String language) {

    @Override
    public String toString() {
        return "Registration[" + jid + ", uin=" + uin + "]";
    }
}
