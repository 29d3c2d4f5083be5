package org.libtransport.user;

/**
 * What a user logs in to the network with.
 *
 * @param id the storage's number of the user
 * @param password kept out of {@link #toString}, as the token is
 * @param token what the network wants instead of the password; empty if it gave none
 */
record Account(long id, String uin, String language, String password, String token) {

    /** The token beside the password. */
    Account withToken(String given) {
        return new Account(id, uin, language, password, given);
    }

    /** The token in place of the password. */
    Account byToken(String given) {
        return new Account(id, uin, language, "", given);
    }

    @Override
    public String toString() {
        return "Account[" + id + ", uin=" + uin + "]";
    }
}
