package org.libtransport.xmpp.privilege;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.libtransport.xmpp.stanza.Iq;
import org.libtransport.xmpp.xml.Element;

/**
 * What one server lets the transport do for its users (XEP-0356).
 *
 * @param namespace of the version the server speaks; empty if it granted nothing
 * @param readsRosters section 4.1, "get"
 * @param writesRosters section 4.1, "set"
 * @param hearsRosters whether the server says what users change in their rosters
 * @param sendsMessages section 5.1, "outgoing"
 * @param hearsPresence section 7.1, "managed_entity" or more
 * @param requests section 6: "get", "set" or "both" for each namespace that the transport may ask for in users' names
 */
public record Grant(
        String namespace,
        boolean readsRosters,
        boolean writesRosters,
        boolean hearsRosters,
        boolean sendsMessages,
        boolean hearsPresence,
        Map<String, String> requests) {

    /** The present version. */
    public static final String NAMESPACE = "urn:xmpp:privilege:2";

    /** The version of older servers, which has no requests in users' names. */
    public static final String OLD_NAMESPACE = "urn:xmpp:privilege:1";

    /** Of a server that granted nothing. */
    public static final Grant NONE = new Grant("", false, false, false, false, false, Map.of());

    public Grant {
        requests = Map.copyOf(requests);
    }

    /** Whether this element of a message tells what a server grants. */
    public static boolean isAdvertisement(Element payload) {
        return payload.is("privilege", NAMESPACE) || payload.is("privilege", OLD_NAMESPACE);
    }

    /** What an advertisement says (section 4.2); what is not understood is not granted. */
    public static Grant parse(Element privilege) {
        boolean get = false;
        boolean set = false;
        boolean push = false;
        boolean message = false;
        boolean presence = false;
        Map<String, String> requests = new HashMap<>();
        for (Element perm : privilege.children()) {
            if (!perm.is("perm", privilege.namespace())) {
                continue;
            }
            String type = orEmpty(perm.attribute("type"));
            switch (orEmpty(perm.attribute("access"))) {
                case "roster" -> {
                    get = allows(type, "get");
                    set = allows(type, "set");
                    push = "true".equals(perm.attribute("push")) || "1".equals(perm.attribute("push"));
                }
                case "message" -> message = type.equals("outgoing");
                case "presence" -> presence = type.equals("managed_entity") || type.equals("roster");
                case "iq" -> requests.putAll(requestsOf(perm));
                default -> {
                    // Privileges of later versions.
                }
            }
        }
        return new Grant(privilege.namespace(), get, set, push, message, presence, requests);
    }

    private static Map<String, String> requestsOf(Element perm) {
        Map<String, String> requests = new HashMap<>();
        for (Element child : perm.children()) {
            String namespace = child.attribute("ns");
            String type = child.attribute("type");
            if (child.name().equals("namespace") && namespace != null && type != null) {
                requests.put(namespace, type);
            }
        }
        return requests;
    }

    private static boolean allows(String granted, String type) {
        return granted.equals(type) || granted.equals("both");
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** Whether rosters can be kept in step by this grant. */
    public boolean managesRosters() {
        return readsRosters && writesRosters;
    }

    /** Whether the transport may send requests of this kind in users' names. */
    public boolean asks(String payloadNamespace, Iq.Type type) {
        return allows(requests.getOrDefault(payloadNamespace, ""), type == Iq.Type.GET ? "get" : "set");
    }
}
