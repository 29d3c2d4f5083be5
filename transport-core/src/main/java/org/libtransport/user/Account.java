package org.libtransport.user;

/**
 * What a user logs in to the network with.
 *
 * @param id the storage's number of the user
 * @param password kept out of {@link #toString}
 */
record Account(long id, String uin, String password) {

    @Override
    public String toString() {
        return "Account[" + id + ", uin=" + uin + "]";
    }
}
