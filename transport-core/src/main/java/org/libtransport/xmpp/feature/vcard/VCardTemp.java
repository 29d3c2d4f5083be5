package org.libtransport.xmpp.feature.vcard;

import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.libtransport.xmpp.xml.Element;

/**
 * What a vCard (XEP-0054) tells that networks know as well. Immutable.
 *
 * @param fullName empty if there is none
 * @param nickname empty if there is none
 * @param photo the picture's bytes; empty if there is none
 */
public record VCardTemp(String fullName, String nickname, byte[] photo) {

    public static final String NAMESPACE = "vcard-temp";

    /**
     * The largest picture that is shown to XMPP: with it, in base64, a stanza is still one that usual servers take; those
     * end the whole stream for a larger one.
     */
    static final int LARGEST_SHOWN_PHOTO = 256 * 1024;

    private static final byte[] NO_PHOTO = {};

    public VCardTemp {
        photo = photo.clone();
    }

    /** A vCard without picture. */
    public static VCardTemp of(String fullName, String nickname) {
        return new VCardTemp(fullName, nickname, NO_PHOTO);
    }

    /** What the element says. A picture that cannot be read, or is only linked to, is none. */
    public static VCardTemp parse(Element vcard) {
        return new VCardTemp(textOf(vcard, "FN"), textOf(vcard, "NICKNAME"), photoOf(vcard));
    }

    private static String textOf(Element vcard, String name) {
        String text = vcard.childText(name);
        return text == null ? "" : text;
    }

    private static byte[] photoOf(Element vcard) {
        Element photo = vcard.child("PHOTO", NAMESPACE);
        String base64 = photo == null ? null : photo.childText("BINVAL");
        if (base64 == null) {
            return NO_PHOTO;
        }
        try {
            // Clients break the lines.
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return NO_PHOTO;
        }
    }

    /** The element; what is not known is left out, and so is a picture of more than 256 KiB. */
    public Element toElement() {
        Element.Builder vcard = Element.builder("vCard", NAMESPACE)
                .child("FN", orNull(fullName))
                .child("NICKNAME", orNull(nickname));
        if (photo.length > 0 && photo.length <= LARGEST_SHOWN_PHOTO) {
            vcard.child(
                    "PHOTO",
                    element -> element.child("TYPE", PhotoType.mediaTypeOf(photo))
                            .child("BINVAL", Base64.getEncoder().encodeToString(photo)));
        }
        return vcard.build();
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    @Override
    public byte[] photo() {
        return photo.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof VCardTemp that
                && fullName.equals(that.fullName)
                && nickname.equals(that.nickname)
                && Arrays.equals(photo, that.photo);
    }

    @Override
    public int hashCode() {
        return Objects.hash(fullName, nickname, Arrays.hashCode(photo));
    }

    @Override
    public String toString() {
        return "VCardTemp[" + fullName + ", " + nickname + ", photo of " + photo.length + " bytes]";
    }
}
