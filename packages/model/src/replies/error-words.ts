import { ERROR_CLASSES, type ErrorClass } from "../error-class.ts";

/**
 * What the words of errors mean: codes, types and statuses of providers, names of client errors, codes of Node and
 * undici. Written without case and separators, so that `rate_limit_error`, `RateLimitError` and `RATE_LIMIT_ERROR`
 * are one row.
 *
 * Sources: OpenAI "Error codes" and its types (npm openai 6.49.0); Claude API "Errors"; Gemini API "Troubleshooting"
 * and google.rpc.Code; Amazon Bedrock API "Converse" and "ConverseStream"; Azure OpenAI "Content filtering"; Mistral,
 * DeepSeek, Groq and OpenRouter error pages; Node "Common system errors"; undici "Errors".
 */
const WORDS: Readonly<Record<ErrorClass, readonly string[]>> = {
  rate_limit: [
    ..."ratelimiterror ratelimit ratelimited ratelimitexceeded throttlingexception throttling".split(" "),
    ..."toomanyrequests toomanyrequestsexception resourceexhausted requestlimitexceeded".split(" "),
    // An exhausted quota answers 429 everywhere and is told apart by errorType.
    ..."insufficientquota quotaexceeded servicequotaexceededexception tokensperminutelimit".split(" "),
  ],
  overloaded: [
    ..."overloadederror overloaded serviceunavailable serviceunavailableerror unavailable".split(" "),
    ..."serviceunavailableexception modelnotreadyexception engineoverloaded serveroverloaded".split(" "),
    ..."capacityexceeded slowdown".split(" "),
  ],
  timeout: [
    ..."timeout timeouterror apitimeouterror apiconnectiontimeouterror deadlineexceeded".split(" "),
    ..."requesttimeout gatewaytimeout modeltimeoutexception vectorstoretimeout readtimeout".split(" "),
    ..."etimedout esockettimedout underrheaderstimeout underrbodytimeout underrconnecttimeout".split(" "),
    ..."headerstimeouterror bodytimeouterror connecttimeouterror readtimeouterror".split(" "),
  ],
  auth: [
    ..."authenticationerror permissionerror permissiondenied permissiondeniederror unauthorized".split(" "),
    ..."unauthenticated invalidapikey incorrectapikey accessdeniedexception accessdenied forbidden".split(
      " ",
    ),
    ..."unrecognizedclientexception expiredtokenexception invalidsignatureexception oautherror".split(" "),
    ..."billingerror accountdeactivated billingnotactive billinghardlimitreached".split(" "),
    ..."missingauthenticationtokenexception insufficientbalance paymentrequired".split(" "),
  ],
  invalid_request: [
    ..."invalidrequesterror invalidrequest invalidargument badrequest badrequesterror".split(" "),
    ..."validationexception validationerror unprocessableentity unprocessableentityerror".split(" "),
    ..."notfound notfounderror modelnotfound resourcenotfoundexception unsupportedparameter".split(" "),
    ..."unknownparameter invalidprompt invalidimage failedprecondition conflicterror outofrange".split(" "),
    ..."requesttoolarge unimplemented unsupportedvalue missingrequiredparameter decommissioned".split(" "),
    ..."alreadyexists invalidvalue invalidtype modeldecommissioned imagetoolarge".split(" "),
  ],
  context_length: [
    ..."contextlengthexceeded contextwindowexceeded contextwindowexceedederror stringabovemaxlength".split(
      " ",
    ),
    ..."modelcontextwindowexceeded requesttoolargeforcontext contextlengtherror".split(" "),
  ],
  content_filter: [
    ..."contentfilter contentfiltered contentfiltererror contentpolicyviolation safety".split(" "),
    ..."responsibleaipolicyviolation contentfilterfinishreasonerror imagecontentpolicyviolation".split(" "),
    ..."moderationblocked prohibitedcontent biopolicy contentpolicyviolationerror guardrailintervened".split(
      " ",
    ),
  ],
  cancelled: [
    ..."aborterror apiuseraborterror cancelled canceled cancellederror requestabortederror".split(" "),
    ..."underraborted aborterr clientclosedrequest usercancelled".split(" "),
  ],
  network: [
    ..."apiconnectionerror connectionerror econnrefused econnreset enotfound eaiagain epipe".split(" "),
    ..."ehostunreach enetunreach econnaborted underrsocket socketerror fetcherror eproto".split(" "),
    ..."certhasexpired depthzeroselfsignedcert selfsignedcertinchain remoteprotocolerror".split(" "),
    ..."unabletoverifyleafsignature errtlscertaltnameinvalid sslerror connecterror".split(" "),
    ..."underrconnect underrclosed underrdestroyed".split(" "),
  ],
  other: [
    ..."apierror servererror internal internalerror internalservererror internalserverexception".split(" "),
    ..."modelstreamerrorexception modelerrorexception failed unknown unknownerror".split(" "),
  ],
};

const CLASS_BY_WORD: ReadonlyMap<string, ErrorClass> = new Map(
  ERROR_CLASSES.flatMap((errorClass) =>
    WORDS[errorClass].map((word): [string, ErrorClass] => [word, errorClass]),
  ),
);

/** The class that a word of an error stands for, or null for a word that nobody listed. */
export function classOfWord(word: string): ErrorClass | null {
  return CLASS_BY_WORD.get(word.toLowerCase().replaceAll(/[^a-z0-9]/g, "")) ?? null;
}
