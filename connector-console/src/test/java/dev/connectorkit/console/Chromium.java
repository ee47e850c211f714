package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** A headless browser that reaches a fake Internet through its proxy. */
final class Chromium implements AutoCloseable {

  private static final Path BROWSER = Path.of(System.getProperty("chromium", "/usr/bin/chromium"));
  private static final Path DRIVER =
      Path.of(System.getProperty("chromedriver", "/usr/bin/chromedriver"));
  private static final Path SCREENSHOTS = Path.of(System.getProperty("console.screenshots"));

  /** A name for this machine that browsers do not take for this machine. */
  static final String LAN = "console.lan";

  private static final List<String> SCHEMES = List.of("dark", "light");

  // What a page may ask for beside itself.
  private static final Pattern PART =
      Pattern.compile("https?://[^/ ]+/(assets|logo|picture|avatars)/.*");

  private static final String OVERFLOW =
      """
      const page = document.documentElement;
      if (page.scrollWidth <= page.clientWidth) {
        return [];
      }
      const out = [...document.body.querySelectorAll("*")]
        .filter((element) => element.getBoundingClientRect().right > page.clientWidth + 0.5)
        .slice(0, 5).map((element) => element.outerHTML.slice(0, 160));
      return ["is wider by " + (page.scrollWidth - page.clientWidth) + " px", ...out];
      """;

  final ChromeDriver driver;
  final Keyboard keyboard;

  private Chromium(ChromeDriver driver) {
    this.driver = driver;
    this.keyboard = new Keyboard(driver);
  }

  /** Skips the test where there is no browser; fails it in CI, where there must be one. */
  static void require() {
    boolean here = Files.isExecutable(BROWSER) && Files.isExecutable(DRIVER);
    if ("true".equals(System.getenv("CI"))) {
      assertThat(here).as(BROWSER + " and " + DRIVER + " in CI").isTrue();
    }
    assumeTrue(
        here,
        "No browser: install chromium and chromium-driver, or set -Dchromium and -Dchromedriver");
  }

  static Chromium start(InetSocketAddress proxy, X509Certificate authority, Path profile) {
    var options = new ChromeOptions();
    options.setBinary(BROWSER.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
        "--user-data-dir=" + profile,
        // A machine of a local network, which is this one, and reached without the proxy.
        "--host-resolver-rules=MAP " + LAN + " 127.0.0.1",
        "--proxy-bypass-list=" + LAN,
        "--proxy-server=" + proxy.getHostString() + ":" + proxy.getPort(),
        // Trusts this one authority, rather than ignoring all certificate errors.
        "--ignore-certificate-errors-spki-list=" + fingerprint(authority));
    var service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(DRIVER.toFile())
            .usingAnyFreePort()
            .withSilent(true)
            .build();
    return new Chromium(new ChromeDriver(service, options));
  }

  /** Takes the page in light and dark, at desktop and phone width. */
  void screenshots(String name) {
    for (String scheme : SCHEMES) {
      scheme(scheme);
      for (Screen screen : List.of(Screen.PHONE, Screen.DESKTOP)) {
        show(screen);
        shoot(name, scheme, screen);
      }
    }
  }

  /**
   * Takes the page, and requires that nothing about it keeps anybody out, on no screen, in light
   * and in dark, and that the browser refused nothing of it.
   */
  void look(String name) {
    screenshots(name);
    var found = new ArrayList<String>();
    for (Screen screen : Screen.values()) {
      show(screen);
      said(driver.executeScript(OVERFLOW)).forEach(line -> found.add(screen + ": " + line));
    }
    for (String scheme : SCHEMES) {
      scheme(scheme);
      for (Screen screen : List.of(Screen.PHONE, Screen.DESKTOP)) {
        show(screen);
        Axe.serious(driver).forEach(line -> found.add(screen + ", " + scheme + ": " + line));
      }
    }
    found.addAll(complaints());
    assertThat(found).as(name).isEmpty();
  }

  /**
   * What the browser refused to load or run, by policy or by error. That a page itself is answered
   * with 4xx, as one that tells of a refusal, is none.
   */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .filter(message -> !message.contains("favicon.ico"))
        .filter(
            message -> PART.matcher(message).matches() || !message.contains(" with a status of 4"))
        .toList();
  }

  /** What was copied last, as a page of that site may read it from then on. */
  String clipboard() {
    return String.valueOf(
        driver.executeAsyncScript(
            "const done = arguments[arguments.length - 1];"
                + "navigator.clipboard.readText().then(done, (e) => done('refused: ' + e));"));
  }

  /**
   * Answers what the browser would ask the person.
   *
   * @param name of the permission, such as {@code clipboard-write}
   */
  void permit(URI site, String name, boolean granted) {
    driver.executeCdpCommand(
        "Browser.setPermission",
        Map.of(
            "permission", Map.of("name", name),
            "setting", granted ? "granted" : "denied",
            "origin", site.toString()));
  }

  void scripts(boolean on) {
    driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !on));
  }

  private void scheme(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  private void show(Screen screen) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of(
            "width",
            screen.width,
            "height",
            screen.height,
            "deviceScaleFactor",
            1,
            "mobile",
            false));
  }

  private void shoot(String name, String scheme, Screen screen) {
    String file = name + "-" + scheme + "-" + screen.name().toLowerCase(Locale.ROOT) + ".png";
    try {
      Files.createDirectories(SCREENSHOTS);
      Files.write(SCREENSHOTS.resolve(file), driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> said(Object list) {
    return ((List<?>) list).stream().map(String::valueOf).toList();
  }

  @Override
  public void close() {
    driver.quit();
  }

  private static String fingerprint(X509Certificate certificate) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-256").digest(certificate.getPublicKey().getEncoded()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }

  /** Sizes in CSS pixels. */
  private enum Screen {
    // A page must do at this width, without going to and fro (WCAG 2.2, 1.4.10).
    NARROW(320, 640),
    PHONE(390, 760),
    DESKTOP(1100, 800);

    private final int width;
    private final int height;

    Screen(int width, int height) {
      this.width = width;
      this.height = height;
    }
  }
}
