package org.libtransport.presence;

import org.jspecify.annotations.Nullable;
import org.libtransport.protocol.Wire.StatusType;
import org.libtransport.xmpp.stanza.Presence;
import org.libtransport.xmpp.xml.Element;

/** How available somebody is, with a text of their own: what XMPP says by show and status, and networks by a number. */
public record Availability(StatusType status, String text) {

    public static final Availability OFFLINE = new Availability(StatusType.STATUS_NONE, "");

    private static final String INVISIBLE_NAMESPACE = "urn:xmpp:invisible:0";

    /** What a presence of type available or unavailable says. An unknown show counts as online (RFC 6121 4.7.2.1). */
    public static Availability of(Presence presence) {
        String text = presence.payloadText("status");
        return new Availability(statusOf(presence), text == null ? "" : text);
    }

    private static StatusType statusOf(Presence presence) {
        if (presence.type() != Presence.Type.AVAILABLE) {
            return StatusType.STATUS_NONE;
        }
        if (presence.payload("invisible", INVISIBLE_NAMESPACE) != null) {
            return StatusType.STATUS_INVISIBLE;
        }
        String show = presence.payloadText("show");
        if (show == null) {
            return StatusType.STATUS_ONLINE;
        }
        return switch (show) {
            case "away" -> StatusType.STATUS_AWAY;
            case "chat" -> StatusType.STATUS_FFC;
            case "xa" -> StatusType.STATUS_XA;
            case "dnd" -> StatusType.STATUS_DND;
            default -> StatusType.STATUS_ONLINE;
        };
    }

    public boolean isOnline() {
        return status != StatusType.STATUS_NONE;
    }

    /** The presence type that tells this to an XMPP user. */
    public Presence.Type presenceType() {
        return isOnline() ? Presence.Type.AVAILABLE : Presence.Type.UNAVAILABLE;
    }

    /** The {@code <show/>} that tells this, or null where none is sent. */
    public @Nullable Element show() {
        String show = switch (status) {
            case STATUS_AWAY -> "away";
            case STATUS_FFC -> "chat";
            case STATUS_XA -> "xa";
            case STATUS_DND -> "dnd";
            default -> null;
        };
        return show == null ? null : Element.of("show", Element.CONTENT_NAMESPACE, show);
    }

    /** Which of two resources speaks for the user when their priorities are equal; higher wins. */
    int rank() {
        return switch (status) {
            case STATUS_FFC -> 5;
            case STATUS_ONLINE -> 4;
            case STATUS_DND -> 3;
            case STATUS_AWAY -> 2;
            case STATUS_XA -> 1;
            default -> 0;
        };
    }
}
