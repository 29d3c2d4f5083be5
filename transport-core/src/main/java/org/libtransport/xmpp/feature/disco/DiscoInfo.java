package org.libtransport.xmpp.feature.disco;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.libtransport.xmpp.xml.Element;

/** What an address says of itself: an identity and features. Immutable. */
public final class DiscoInfo {

    public static final String NAMESPACE = "http://jabber.org/protocol/disco#info";

    private static final String CAPS_NAMESPACE = "http://jabber.org/protocol/caps";

    /** The node of our capabilities; clients identify them by the hash alone. */
    private static final String CAPS_NODE = "spectrum";

    private final Identity identity;
    private final SortedSet<String> features;
    private final @Nullable Element form;
    private final Element caps;

    public DiscoInfo(Identity identity, Collection<String> features) {
        this(identity, features, null);
    }

    /** @param form more about the address (XEP-0128), with a hidden FORM_TYPE first and the other fields in order; null for none */
    public DiscoInfo(Identity identity, Collection<String> features, @Nullable Element form) {
        this.form = form;
        this.identity = identity;
        this.features = new TreeSet<>(features);
        this.caps = Element.builder("c", CAPS_NAMESPACE)
                .attribute("hash", "sha-1")
                .attribute("node", CAPS_NODE)
                .attribute("ver", verification())
                .build();
    }

    /** The element for presences (XEP-0115 section 4). */
    public Element caps() {
        return caps;
    }

    /** Whether the node of a request names these capabilities. */
    boolean isCapsNode(String node) {
        return node.equals(CAPS_NODE + '#' + caps.attribute("ver"));
    }

    /** The answer to a request with this node. */
    Element toElement(@Nullable String node) {
        Element.Builder query =
                Element.builder("query", NAMESPACE).attribute("node", node).add(identity.toElement());
        for (String feature : features) {
            query.add(Element.builder("feature", NAMESPACE)
                    .attribute("var", feature)
                    .build());
        }
        if (form != null) {
            query.add(form);
        }
        return query.build();
    }

    /** XEP-0115 section 5.1, for one identity without language and at most one form. */
    private String verification() {
        StringBuilder text = new StringBuilder()
                .append(identity.category())
                .append('/')
                .append(identity.type())
                .append("//")
                .append(identity.name())
                .append('<');
        features.forEach(feature -> text.append(feature).append('<'));
        if (form != null) {
            for (Element field : form.children()) {
                if (!"FORM_TYPE".equals(field.attribute("var"))) {
                    text.append(field.attribute("var")).append('<');
                }
                field.children().forEach(value -> text.append(value.text()).append('<'));
            }
        }
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-1").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
