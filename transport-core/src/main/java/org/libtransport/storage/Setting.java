package org.libtransport.storage;

/** The settings of a user that the transport itself knows, with the value type the database has for them. */
public enum Setting {
    ENABLE_TRANSPORT("enable_transport", 4, "1"),
    SEND_HEADLINES("send_headlines", 4, "0"),
    STAY_CONNECTED("stay_connected", 4, "0"),
    PHOTO_HASH("photohash", 13, ""),
    BOOKMARKS("storage", 0, "");

    private final String key;
    private final int type;
    private final String defaultValue;

    Setting(String key, int type, String defaultValue) {
        this.key = key;
        this.type = type;
        this.defaultValue = defaultValue;
    }

    public String key() {
        return key;
    }

    /** The number in the database's column {@code type}. */
    public int type() {
        return type;
    }

    public String defaultValue() {
        return defaultValue;
    }
}
