// The archetype plugin checks a value only when it asks for it, and never one that is given.
def forms = [
  providerName: [/[^\p{Cntrl}\p{Zl}\p{Zp}\uFFFD\\$#]{1,60}/, 'a name without control characters, \\, $ and #, in the encoding of the terminal'],
  providerId: [/[a-z][a-z0-9]*(-[a-z0-9]+)*/, 'lower-case letters and digits, beginning with a letter, with hyphens between them'],
  className: [/[A-Z][A-Za-z0-9]*/, 'the beginning of a Java class name'],
  protocol: [/openid-connect|oauth2/, 'openid-connect or oauth2'],
  providerUrl: [/https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)+(\/[A-Za-z0-9._~-]+)*/, 'an https address without query, and without a slash at its end'],
  groupId: [/[A-Za-z_][A-Za-z0-9_-]*(\.[A-Za-z_][A-Za-z0-9_-]*)*/, 'a Maven groupId'],
  artifactId: [/[A-Za-z0-9][A-Za-z0-9._-]*/, 'a Maven artifactId'],
  version: [/\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?/, 'a version of three numbers, such as 0.1.0-SNAPSHOT'],
  package: [/[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+/, 'a Java package of two names or more'],
]
def given = new LinkedHashMap(request.properties)
given.putAll(groupId: request.groupId, artifactId: request.artifactId, version: request.version, package: request.package)
// No id could be made of the name; see archetype-metadata.xml.
if (given.providerId == 'no-id-in-the-name') {
  given.providerId = ''
}
def made = "https://${request.properties.providerId}.example.com".toString()
def wrong = forms.findAll { name, form -> !(String.valueOf(given[name]) ==~ form[0]) }
if (wrong.containsKey('providerId')) {
  // These are made of it.
  ['className', 'artifactId', 'package'].each { wrong.remove(it) }
  if (given.providerUrl == made) {
    wrong.remove('providerUrl')
  }
}
if (wrong) {
  def lines = wrong.collect { name, form -> "-D${name}=${given[name]}: give ${form[1]}." }
  throw new IllegalArgumentException(
    "This project cannot be built:\n  " + lines.join('\n  ') + "\nDelete the folder " + request.artifactId + " and run the whole command again, with this beside the rest.")
}
