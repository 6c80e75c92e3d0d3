"""Words that say nothing of what a text is about; a query leaves them out where it has others."""

_DANISH = """
    ad af alle alt at blev blive bliver da de dem den denne der deres det dette dig din disse du efter eller en end er
    et for fra få får ham han har have havde hende her hos hun hvad hvem hver hvis hvor hvordan hvorfor i ikke jeg
    jer kan kunne man med men mig min mod må ned noget nogle nu når og også om op os over på samt sig sin skal skulle
    som så til under var ved vi vil ville være været
"""
_ENGLISH = """
    a about after all also an and any are as at be been being but by can could did do does for from has have he
    her his how i if in into is it its may more most no not of on or our over she should so some such than that
    the their them then there these they this those to under was we were what when where which who why will with
    would you your
"""
STOPWORDS = frozenset(_DANISH.split()) | frozenset(_ENGLISH.split())
"""In both languages together: a visitor's query may be in either."""
