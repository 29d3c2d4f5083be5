package org.libtransport.plugin;

import java.util.Arrays;
import java.util.Objects;

/**
 * Who somebody is.
 *
 * @param photo the picture's bytes, at most 10 MB; empty if there is none
 */
public record VCard(String fullName, String nickname, byte[] photo) {

    /** Nothing is known. */
    public static final VCard EMPTY = new VCard("", "", new byte[0]);

    public VCard {
        Objects.requireNonNull(fullName, "fullName");
        Objects.requireNonNull(nickname, "nickname");
        photo = photo.clone();
    }

    @Override
    public byte[] photo() {
        return photo.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VCard that
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
        return "VCard[" + fullName + ", " + nickname + ", photo of " + photo.length + " bytes]";
    }
}
