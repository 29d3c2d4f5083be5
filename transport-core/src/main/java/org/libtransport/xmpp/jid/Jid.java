package org.libtransport.xmpp.jid;

import org.jspecify.annotations.Nullable;

/**
 * An XMPP address, prepared by RFC 7622: {@code local@domain/resource}, local part and resource optional.
 *
 * <p>Immutable and safe on any thread. Two addresses are equal when their prepared texts are equal.
 */
public final class Jid {

    private final @Nullable String local;
    private final String domain;
    private final @Nullable String resource;
    private final String text;
    private final Jid bare;

    Jid(@Nullable String local, String domain, @Nullable String resource) {
        this(local, domain, resource, text(local, domain, resource));
    }

    /** Takes prepared parts and the text they were cut from. */
    Jid(@Nullable String local, String domain, @Nullable String resource, String text) {
        this.local = local;
        this.domain = domain;
        this.resource = resource;
        this.text = text;
        this.bare = resource == null
                ? this
                : new Jid(local, domain, null, text.substring(0, text.length() - resource.length() - 1));
    }

    private static String text(@Nullable String local, String domain, @Nullable String resource) {
        String bareText = local == null ? domain : local + '@' + domain;
        return resource == null ? bareText : bareText + '/' + resource;
    }

    /**
     * Reads an address and prepares its parts.
     *
     * @throws InvalidJidException if a part is empty, too long (1023 bytes of UTF-8) or has forbidden characters
     */
    public static Jid parse(String text) {
        return JidPreparation.parse(text);
    }

    /**
     * Makes an address of its parts, which are prepared.
     *
     * @throws InvalidJidException as {@link #parse}
     */
    public static Jid of(@Nullable String local, String domain, @Nullable String resource) {
        return JidPreparation.of(local, domain, resource);
    }

    public @Nullable String local() {
        return local;
    }

    public String domain() {
        return domain;
    }

    public @Nullable String resource() {
        return resource;
    }

    /** This address without its resource. */
    public Jid bare() {
        return bare;
    }

    public boolean isBare() {
        return resource == null;
    }

    /**
     * This address with another resource.
     *
     * @throws InvalidJidException if the resource cannot be one
     */
    public Jid withResource(String newResource) {
        return newResource.equals(resource) ? this : JidPreparation.withResource(this, newResource);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Jid that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The address as it is sent. */
    @Override
    public String toString() {
        return text;
    }
}
