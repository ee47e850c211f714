package dev.connectorkit.testkit.shape;

import dev.connectorkit.testkit.shape.WireShape.DocumentPointer;
import dev.connectorkit.testkit.shape.WireShape.ExpectedProfile;
import dev.connectorkit.testkit.shape.WireShape.ProfileMember;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds where the members of the expected profile come from, by equal values. */
final class ProfileSources {

  private ProfileSources() {}

  /**
   * @param documents by name, in the order in which they are looked at
   * @param stated what the file says itself; an empty text for "no single place"
   */
  static Map<ProfileMember, DocumentPointer> find(
      Map<String, Object> documents, ExpectedProfile profile, Map<ProfileMember, String> stated) {
    Map<DocumentPointer, Object> leaves = new LinkedHashMap<>();
    documents.forEach((name, document) -> collect(name, "", document, leaves));
    var sources = new EnumMap<ProfileMember, DocumentPointer>(ProfileMember.class);
    profile
        .texts()
        .forEach(
            (member, text) ->
                leaves.entrySet().stream()
                    .filter(leaf -> text.equals(String.valueOf(leaf.getValue())))
                    .findFirst()
                    .ifPresent(leaf -> sources.put(member, leaf.getKey())));
    flag(ProfileMember.EMAIL_VERIFIED, sources.get(ProfileMember.EMAIL), "mail", leaves, sources);
    flag(ProfileMember.PHONE_VERIFIED, sources.get(ProfileMember.PHONE), "phone", leaves, sources);
    stated.forEach(
        (member, text) -> {
          if (text.isEmpty()) {
            sources.remove(member);
          } else {
            int hash = text.indexOf('#');
            sources.put(
                member, new DocumentPointer(text.substring(0, hash), text.substring(hash + 1)));
          }
        });
    return sources;
  }

  /** A member "…verified" in the same document, best one that also names the thing verified. */
  private static void flag(
      ProfileMember member,
      @Nullable DocumentPointer of,
      String thing,
      Map<DocumentPointer, Object> leaves,
      Map<ProfileMember, DocumentPointer> sources) {
    if (of == null) {
      return;
    }
    String container = of.pointer().substring(0, of.pointer().lastIndexOf('/') + 1);
    List<DocumentPointer> candidates = new ArrayList<>();
    for (DocumentPointer leaf : leaves.keySet()) {
      String name = leaf.pointer().substring(leaf.pointer().lastIndexOf('/') + 1);
      boolean sibling =
          leaf.document().equals(of.document())
              && leaf.pointer().equals(container + name)
              && name.toLowerCase(Locale.ROOT).contains("verified");
      if (sibling) {
        candidates.add(leaf);
      }
    }
    candidates.stream()
        .filter(leaf -> leaf.pointer().toLowerCase(Locale.ROOT).contains(thing))
        .findFirst()
        .or(() -> candidates.stream().findFirst())
        .ifPresent(leaf -> sources.put(member, leaf));
  }

  private static void collect(
      String document, String pointer, @Nullable Object at, Map<DocumentPointer, Object> leaves) {
    if (at instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) ->
              collect(
                  document,
                  pointer + "/" + String.valueOf(key).replace("~", "~0").replace("/", "~1"),
                  value,
                  leaves));
    } else if (at instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        collect(document, pointer + "/" + i, list.get(i), leaves);
      }
    } else if (at != null) {
      leaves.put(new DocumentPointer(document, pointer), at);
    }
  }
}
