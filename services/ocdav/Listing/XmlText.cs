using System.Text;
using System.Xml;

namespace UploadProcessing.Ocdav.Listing;

/// <summary>Names may hold characters that XML 1.0 cannot; one such file must not make its whole folder unreadable.</summary>
internal static class XmlText
{
    public static string Clean(string text)
    {
        StringBuilder? clean = null;
        for (var i = 0; i < text.Length; i++)
        {
            if (XmlConvert.IsXmlChar(text[i]))
            {
                continue;
            }

            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
            {
                i++;
                continue;
            }

            clean ??= new StringBuilder(text);
            clean[i] = '\uFFFD';
        }

        return clean?.ToString() ?? text;
    }
}
