package org.libtransport.admin;

/** Under which heading {@code help} shows an entry; the headings come in this order. */
public enum Category {
    GENERAL("General"),
    USERS("Users"),
    MESSAGES("Messages"),
    FRONTEND("Frontend"),
    BACKENDS("Backends"),
    MEMORY("Memory");

    private final String title;

    Category(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
