package dev.connectorkit.fuzz;

import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ProviderResponse;
import dev.connectorkit.spi.UserProfile;
import java.text.Normalizer;

/** Userinfo responses, in a sign-in whose ID Token is good. */
final class UserInfoFuzz {

  private static final String ID_TOKEN = SignedIdTokenFuzz.good();

  private UserInfoFuzz() {}

  static boolean accepts(byte[] input) {
    ProviderResponse response = Answer.of(input);
    boolean withoutOpenid = accepts(response, "profile");
    boolean withOpenid = accepts(response, "openid profile");
    Finding.unless(withoutOpenid || !withOpenid, "An ID Token made a userinfo response good.");
    return withOpenid;
  }

  private static boolean accepts(ProviderResponse response, String scope) {
    try {
      UserProfile profile =
          new FuzzedProvider()
              .idToken(ID_TOKEN)
              .answer("/userinfo", response)
              .describe(scope)
              .build()
              .complete(FuzzedProvider.callback(), FuzzedProvider.session(scope))
              .profile();
      mustBeGood(profile, response, scope);
      return true;
    } catch (ConnectorException e) {
      Refusals.check(e);
      return false;
    }
  }

  private static void mustBeGood(UserProfile profile, ProviderResponse response, String scope) {
    Finding.unless(response.status() == 200, "A profile from status " + response.status());
    LenientJson body = LenientJson.of(response.body());
    Finding.unless(profile.id().equals(body.scalar("sub")), "An id that nobody sent.");
    // OpenID Connect Core §5.3.2
    Finding.unless(
        !scope.contains("openid") || profile.id().equals(FuzzedProvider.SUBJECT),
        "Signed in as another person than the ID Token's.");
    Finding.unless(
        !profile.emailVerified() || body.scalar("email_verified").equals("true"),
        "An address is verified that nobody vouched for.");
    profile.email().ifPresent(UserInfoFuzz::mustHaveOneMeaning);
    profile.avatar().ifPresent(uri -> mustBeWeb(uri.getScheme()));
    profile.profileUrl().ifPresent(uri -> mustBeWeb(uri.getScheme()));
    Finding.unless(profile.toString().length() <= profile.id().length() + 20, "More than an id.");
  }

  private static void mustHaveOneMeaning(String address) {
    String normal = Normalizer.normalize(address, Normalizer.Form.NFKC);
    Finding.unless(
        normal.chars().filter(c -> c == '@').count() == 1
            && normal.chars().noneMatch(c -> c <= ' ' || c == '"' || c == ',' || c == '\\'),
        "An address with a second meaning: " + address);
  }

  private static void mustBeWeb(String scheme) {
    Finding.unless(scheme.toLowerCase(java.util.Locale.ROOT).matches("https?"), "Not a web link.");
  }
}
