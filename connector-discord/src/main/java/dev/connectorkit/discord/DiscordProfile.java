package dev.connectorkit.discord;

import dev.connectorkit.oauth.Claims;
import dev.connectorkit.oauth.ProfileSource;
import dev.connectorkit.spi.UserProfile;
import java.math.BigInteger;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/** Maps a Discord user to a profile. */
final class DiscordProfile {

  private static final String CDN = "https://cdn.discordapp.com/";
  // Both become parts of an address.
  private static final Pattern SNOWFLAKE = Pattern.compile("\\d{1,20}");
  private static final Pattern HASH = Pattern.compile("\\w{1,100}");

  private DiscordProfile() {}

  static UserProfile of(ProfileSource source) {
    Claims user = source.userInfo();
    // An address that is not verified may be anybody's, and is of no use then.
    boolean verified = user.asserted("verified");
    return UserProfile.builder(user.identifier("id"))
        .username(user.text("username"))
        .name(user.text("global_name").or(() -> user.text("username")))
        .email(user.email("email").filter(email -> verified), verified)
        .avatar(avatar(user))
        .locale(user.text("locale"))
        .raw(user.asMap())
        .build();
  }

  private static Optional<URI> avatar(Claims user) {
    String id = user.identifier("id");
    if (!SNOWFLAKE.matcher(id).matches()) {
      return Optional.empty();
    }
    String path =
        user.text("avatar")
            .filter(hash -> HASH.matcher(hash).matches())
            // A picture that moves is marked in its hash.
            .map(hash -> "avatars/" + id + "/" + hash + (hash.startsWith("a_") ? ".gif" : ".png"))
            .orElseGet(() -> "embed/avatars/" + standard(user, id) + ".png");
    return Optional.of(URI.create(CDN + path));
  }

  /** Which of the standard pictures a person without one has. */
  private static int standard(Claims user, String id) {
    int discriminator =
        user.text("discriminator")
            .filter(text -> text.matches("\\d{1,4}"))
            .map(Integer::valueOf)
            .orElse(0);
    return discriminator == 0
        ? new BigInteger(id).shiftRight(22).mod(BigInteger.valueOf(6)).intValue()
        // A name of the old kind, such as ada#0042.
        : discriminator % 5;
  }
}
