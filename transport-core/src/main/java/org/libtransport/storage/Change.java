package org.libtransport.storage;

/** Something about one user that is written later than it is asked for. */
public sealed interface Change {

    /** The database's number of the user. */
    long userId();

    /** Equal for two changes of one user of which the later replaces the earlier. */
    Object key();

    /** The user came or went. */
    record SetOnline(long userId, boolean online) implements Change {
        @Override
        public Object key() {
            return SetOnline.class;
        }
    }

    /** A contact is there and is like this. */
    record PutBuddy(long userId, BuddyRecord buddy) implements Change {
        @Override
        public Object key() {
            return buddy.name();
        }

        @Override
        public String toString() {
            return "PutBuddy[" + userId + ", " + buddy.name() + "]";
        }
    }

    /** A contact is gone; fine if it never was there. */
    record RemoveBuddy(long userId, String name) implements Change {
        @Override
        public Object key() {
            return name;
        }
    }

    /** A setting has this value from now on. */
    record PutSetting(long userId, Setting setting, String value) implements Change {
        @Override
        public Object key() {
            return setting;
        }

        /** Leaves out the value, which may be a person's own data. */
        @Override
        public String toString() {
            return "PutSetting[" + userId + ", " + setting.key() + "]";
        }
    }
}
